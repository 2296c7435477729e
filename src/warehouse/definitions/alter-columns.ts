import { fail } from '#base/errors.ts';
import type { ColumnDefinition, Expression, NamePart } from '#sql/ast.ts';
import { engineType } from '#sql/engine-type.ts';
import { quoteIdentifier, quoteLiteral } from '#sql/quote.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import type { ColumnRow, ConstraintRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { storeRelation } from '#warehouse/definitions/alter-relation.ts';
import { viewsOnColumn } from '#warehouse/definitions/column-dependents.ts';
import { checkColumnNames, definedColumn } from '#warehouse/definitions/column-rows.ts';
import { boundDefault } from '#warehouse/definitions/default-expression.ts';
import { dependentsExist, dependentsOf } from '#warehouse/definitions/dependents.ts';
import { dropRelations } from '#warehouse/definitions/drop-relations.ts';
import { cutName, undefinedColumn } from '#warehouse/definitions/names.ts';
import { noticeCascade } from '#warehouse/definitions/notices.ts';
import { withEncodings } from '#warehouse/definitions/table-layout.ts';
import { qualifiedText, rewriteViews } from '#warehouse/definitions/view-text.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** The column of a table that a statement names: 42703 when there is none. */
export function findColumn(row: RelationRow, part: NamePart): ColumnRow {
  const column = row.columns.find(({ name }) => name === part.name);
  if (!column) throw undefinedColumn(part.name, row.name, part.pos);
  return column;
}

/** Rows that are there already get the default. */
export async function addColumn(
  context: StatementContext,
  row: RelationRow,
  definition: ColumnDefinition,
): Promise<void> {
  refuseAttributes(definition);
  requireFreeName(row, definition.name);
  const temporary = row.sessionPid !== undefined;
  const number = Math.max(0, ...row.columns.map((column) => column.number)) + 1;
  const table = { name: row.name, engineName: row.engineName ?? '', temporary };
  const column = definedColumn(context, definition, table, number);
  const value = definition.default && (await defaultValue(context, definition.default.expression, column));
  if (column.notNull && value === undefined) {
    throw fail(
      'feature_not_supported',
      'ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
      { position: definition.pos },
    );
  }
  const columns = [...row.columns, ...withEncodings([column], temporary)];
  checkColumnNames(columns);
  await context.apply(addToEngine(row, column, value));
  await storeRelation(context, { ...row, columns });
}

function refuseAttributes(definition: ColumnDefinition): void {
  const refused = [
    ['DISTKEY', definition.distKey],
    ['SORTKEY', definition.sortKey],
    ['PRIMARY KEY', definition.primaryKey],
    ['UNIQUE', definition.unique],
    ['REFERENCES', definition.references],
    ['IDENTITY', definition.identity],
    ['CHECK', definition.check],
  ].find(([, written]) => written);
  if (!refused) return;
  throw fail('feature_not_supported', `ALTER TABLE ADD COLUMN does not support ${refused[0]}`, {
    position: definition.pos,
  });
}

/**
 * The default as text that the engine reads as the column's type; undefined for NULL. Only for a literal does the
 * engine let NOT NULL follow in the same transaction.
 */
async function defaultValue(
  context: StatementContext,
  expression: Expression,
  column: ColumnRow,
): Promise<string | undefined> {
  const value = boundDefault(context, expression, column);
  const [first] = await context.engine.rows(`SELECT CAST((${value}) AS VARCHAR)`);
  return first?.[0] === null || first?.[0] === undefined ? undefined : String(first[0]);
}

function requireFreeName(row: RelationRow, part: NamePart): void {
  const name = cutName(part.name);
  if (!row.columns.some((column) => column.name === name)) return;
  throw fail('duplicate_column', `column "${name}" of relation "${row.name}" already exists`, {
    position: part.pos,
  });
}

/** The engine takes a default only to fill the rows that are there; new rows get theirs from the binder. */
function addToEngine(row: RelationRow, column: ColumnRow, value: string | undefined): string[] {
  const table = engineTableName(row);
  const name = quoteIdentifier(column.name);
  const filled = value === undefined ? '' : ` DEFAULT (${quoteLiteral(value)})`;
  return [
    `ALTER TABLE ${table} ADD COLUMN ${name} ${engineType(column.type)}${filled}`,
    ...(value === undefined ? [] : [`ALTER TABLE ${table} ALTER COLUMN ${name} DROP DEFAULT`]),
    ...(column.notNull ? [`ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL`] : []),
  ];
}

/** With CASCADE, constraints and views that need the column go too. */
export async function dropColumn(
  context: StatementContext,
  row: RelationRow,
  action: { column: NamePart; cascade: boolean; ifExists: boolean },
): Promise<void> {
  if (action.ifExists && !row.columns.some(({ name }) => name === action.column.name)) return;
  const column = findColumn(row, action.column);
  refuseKeyColumn(row, column);
  const views = viewsOnColumn(context, row, column.name);
  const referrers = referrersOf(context, row, column);
  const multipart = row.constraints.filter(
    ({ columns }) => columns.length > 1 && columns.includes(column.number),
  );
  if (!action.cascade && views.length + referrers.length + multipart.length > 0) {
    throw dependentsExist(`table ${row.name} column ${column.name}`, {
      views: views.map((view) => ({ row: view, needs: row })),
      referrers: [
        ...referrers,
        ...(multipart.length > 0
          ? [{ row, constraints: multipart.map(({ name }) => ({ name, target: row })) }]
          : []),
      ],
    });
  }
  for (const view of views) noticeCascade(context, `view ${view.name}`);
  if (views.length > 0) await dropRelations(context, views, { cascade: true, subject: row.name });
  for (const { row: referrer, constraints } of referrers)
    await dropForeignKeys(context, referrer, constraints);
  await context.apply([
    `ALTER TABLE ${engineTableName(row)} DROP COLUMN ${quoteIdentifier(column.name)}`,
    ...(column.identity ? [`DROP SEQUENCE IF EXISTS ${column.identity.sequence}`] : []),
  ]);
  await forgetColumn(context, row, column);
}

function refuseKeyColumn(row: RelationRow, column: ColumnRow): void {
  if (column.distKey) throw fail('feature_not_supported', `cannot drop distkey column "${column.name}"`);
  if (column.sortKeyPosition !== 0) {
    throw fail('feature_not_supported', `cannot drop sortkey column "${column.name}"`);
  }
  if (row.columns.length === 1) {
    throw fail('invalid_table_definition', `cannot drop the only column of table "${row.name}"`);
  }
}

/** Foreign keys of other tables to a key that holds the column. */
function referrersOf(context: StatementContext, row: RelationRow, column: ColumnRow) {
  const { referrers } = dependentsOf(context.catalog, [row]);
  return referrers.flatMap(({ row: referrer, constraints }) => {
    const reaches = ({ foreignRelationOid, foreignColumns }: ConstraintRow) =>
      foreignRelationOid === row.oid && foreignColumns.includes(column.number);
    const names = new Set(referrer.constraints.filter(reaches).map(({ name }) => name));
    const kept = constraints.filter(({ name }) => names.has(name));
    return kept.length > 0 ? [{ row: referrer, constraints: kept }] : [];
  });
}

async function dropForeignKeys(
  context: StatementContext,
  referrer: RelationRow,
  dropped: { name: string }[],
): Promise<void> {
  const names = new Set(dropped.map(({ name }) => name));
  const constraints = referrer.constraints.filter(({ name }) => !names.has(name));
  await storeRelation(context, { ...referrer, constraints });
}

/** Numbers of the other columns stay, so that comments and grants keep their column. */
async function forgetColumn(context: StatementContext, row: RelationRow, column: ColumnRow): Promise<void> {
  const { catalog } = context;
  const grants = catalog.grants('relation', row.oid).filter((grant) => grant.columnNumber !== column.number);
  await context.apply([
    ...catalog.putComment('relation', row.oid, column.number, null),
    ...catalog.putGrants({ objectClass: 'relation', objectOid: row.oid, grants }),
  ]);
  await storeRelation(context, {
    ...row,
    columns: row.columns.filter((other) => other !== column),
    constraints: row.constraints.filter(({ columns }) => !columns.includes(column.number)),
  });
}

/** Views on the table go on seeing the column under the name they were written with. */
export async function renameColumn(
  context: StatementContext,
  row: RelationRow,
  from: NamePart,
  to: NamePart,
): Promise<void> {
  const column = findColumn(row, from);
  requireFreeName(row, to);
  const name = cutName(to.name);
  const columns = row.columns.map((other) => (other === column ? { ...other, name } : other));
  checkColumnNames(columns);
  await context.apply([
    `ALTER TABLE ${engineTableName(row)} RENAME COLUMN ${quoteIdentifier(column.name)} TO ${quoteIdentifier(name)}`,
    ...rewriteViews(context.catalog, row, oldColumns(context, row, column, name)),
  ]);
  await storeRelation(context, { ...row, columns });
}

function oldColumns(context: StatementContext, row: RelationRow, renamed: ColumnRow, name: string): string {
  const items = row.columns.map((column) =>
    column === renamed
      ? `${quoteIdentifier(name)} AS ${quoteIdentifier(column.name)}`
      : quoteIdentifier(column.name),
  );
  const schema = context.catalog.schemaByOid(row.schemaOid);
  return `(SELECT ${items.join(', ')} FROM ${qualifiedText(schema?.name ?? '', row.name)})`;
}
