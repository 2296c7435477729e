import { fail, type RedshiftError } from '#base/errors.ts';
import type { ColumnDefinition, NamePart, QualifiedName, TableConstraint } from '#sql/ast.ts';
import type { ColumnRow, ConstraintRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** The table that is being made or changed, as far as its constraints need it. */
export interface ConstrainedTable {
  oid: number;
  name: string;
  columns: ColumnRow[];
  constraints: ConstraintRow[];
}

/** Column constraints in the form of table constraints. */
export function columnConstraints(definitions: ColumnDefinition[]): TableConstraint[] {
  return definitions.flatMap(({ name, pos, end, primaryKey, unique, references, check, constraintNames }) => {
    const constraints: TableConstraint[] = [];
    const add = (constraint: TableConstraint, given?: string) =>
      constraints.push(given === undefined ? constraint : { ...constraint, name: given });
    const columns = [name];
    if (check !== undefined) add({ pos, end, kind: 'check', text: check });
    if (primaryKey) add({ pos, end, kind: 'primary key', columns }, constraintNames?.primaryKey);
    if (unique) add({ pos, end, kind: 'unique', columns }, constraintNames?.unique);
    if (references) {
      const { table, column } = references;
      const foreign = { kind: 'foreign key' as const, columns, table, references: column ? [column] : [] };
      add({ pos, end, ...foreign }, constraintNames?.references);
    }
    return constraints;
  });
}

/** The table with one more constraint. They are facts for planners and clients; no row is checked. */
export function withConstraint(
  context: StatementContext,
  table: ConstrainedTable,
  constraint: TableConstraint,
): ConstraintRow[] {
  if (constraint.kind === 'check') {
    throw fail('feature_not_supported', 'CHECK constraints are not supported', { position: constraint.pos });
  }
  const columns = constraint.columns.map((part) => keyColumn(table, part));
  requireDistinct(constraint.columns, constraint.kind);
  if (constraint.kind === 'primary key' && table.constraints.some(({ kind }) => kind === 'p')) {
    throw fail(
      'invalid_table_definition',
      `multiple primary keys for table "${table.name}" are not allowed`,
      {
        position: constraint.pos,
      },
    );
  }
  const foreign =
    constraint.kind === 'foreign key'
      ? foreignKey(context, table, constraint, columns)
      : { foreignRelationOid: undefined, foreignColumns: [] };
  const row: ConstraintRow = {
    oid: context.catalog.nextOid(),
    name: constraintName(table, constraint),
    kind: constraint.kind === 'primary key' ? 'p' : constraint.kind === 'unique' ? 'u' : 'f',
    columns: columns.map((column) => column.number),
    ...foreign,
  };
  return [...table.constraints, row];
}

/** Columns of a primary key are NOT NULL. */
export function withPrimaryKeyNotNull(columns: ColumnRow[], constraints: ConstraintRow[]): ColumnRow[] {
  const numbers = constraints.find(({ kind }) => kind === 'p')?.columns ?? [];
  return columns.map((column) => (numbers.includes(column.number) ? { ...column, notNull: true } : column));
}

type ForeignKey = Extract<TableConstraint, { kind: 'foreign key' }>;

function foreignKey(
  context: StatementContext,
  table: ConstrainedTable,
  constraint: ForeignKey,
  columns: ColumnRow[],
): Pick<ConstraintRow, 'foreignRelationOid' | 'foreignColumns'> {
  const target = isItself(constraint.table, table) ? table : referencedTable(context, constraint.table);
  const key =
    constraint.references.length === 0
      ? primaryKeyOf(target, constraint)
      : constraint.references.map((part) => keyColumn(target, part).number);
  if (key.length !== columns.length) {
    throw fail(
      'invalid_foreign_key',
      'number of referencing and referenced columns for foreign key disagree',
      { position: constraint.pos },
    );
  }
  const isKey = target.constraints.some(({ kind, columns: own }) => kind !== 'f' && sameColumns(own, key));
  if (!isKey) {
    throw fail(
      'invalid_foreign_key',
      `there is no unique constraint matching given keys for referenced table "${target.name}"`,
      { position: constraint.pos },
    );
  }
  return { foreignRelationOid: target.oid, foreignColumns: key };
}

function isItself(name: QualifiedName, table: ConstrainedTable): boolean {
  return name.schema === undefined && name.name === table.name;
}

function referencedTable(context: StatementContext, name: QualifiedName): RelationRow {
  const row = findTable(context, name);
  if (row.kind === 'table') return row;
  throw fail('wrong_object_type', `referenced relation "${row.name}" is not a table`, { position: name.pos });
}

function primaryKeyOf(target: ConstrainedTable, constraint: ForeignKey): number[] {
  const key = target.constraints.find(({ kind }) => kind === 'p');
  if (key) return key.columns;
  throw fail('invalid_foreign_key', `there is no primary key for referenced table "${target.name}"`, {
    position: constraint.pos,
  });
}

function keyColumn(table: { columns: ColumnRow[] }, part: NamePart): ColumnRow {
  const column = table.columns.find(({ name }) => name === part.name);
  if (column) return column;
  throw fail('undefined_column', `column "${part.name}" named in key does not exist`, { position: part.pos });
}

function requireDistinct(parts: NamePart[], kind: string): void {
  const twice = parts.find((part, index) => parts.findIndex(({ name }) => name === part.name) < index);
  if (twice) throw duplicated(twice, kind);
}

function duplicated({ name, pos }: NamePart, kind: string): RedshiftError {
  return fail('duplicate_column', `column "${name}" appears twice in ${kind} constraint`, { position: pos });
}

/** PostgreSQL's own choice of names: `t_pkey`, `t_c_key`, `t_c_fkey`, numbered when taken. */
function constraintName(table: ConstrainedTable, constraint: TableConstraint): string {
  const taken = new Set(table.constraints.map(({ name }) => name));
  if (constraint.name !== undefined) {
    if (!taken.has(constraint.name)) return constraint.name;
    throw fail(
      'duplicate_object',
      `constraint "${constraint.name}" for relation "${table.name}" already exists`,
      {
        position: constraint.pos,
      },
    );
  }
  const [first] = constraint.kind === 'check' ? [] : constraint.columns;
  const suffix = { 'primary key': 'pkey', unique: 'key', 'foreign key': 'fkey', check: 'check' }[
    constraint.kind
  ];
  const base =
    constraint.kind === 'primary key' ? `${table.name}_pkey` : `${table.name}_${first?.name}_${suffix}`;
  let name = base;
  for (let count = 1; taken.has(name); count++) name = `${base}${count}`;
  return name;
}

function sameColumns(one: number[], other: number[]): boolean {
  return one.length === other.length && one.every((number) => other.includes(number));
}
