import { fail } from '#base/errors.ts';
import type { NamePart, QualifiedName } from '#sql/ast.ts';
import { defaultSql } from '#sql/bind/assignment.ts';
import { listedColumns } from '#sql/bind/insert.ts';
import { StatementBinder } from '#sql/bind/statement-binder.ts';
import { requireTarget, type TargetTable } from '#sql/bind/target-table.ts';
import type { RelationColumn } from '#sql/catalog-reader.ts';
import type { BindContext, RelationUse } from '#sql/plan.ts';

/** Where a COPY writes. */
export interface CopyTarget {
  table: TargetTable;
  /** The columns that the files fill, in the order of their fields. */
  columns: RelationColumn[];
  /** Columns that get their DEFAULT or their generator's next number: DuckDB text for each row. */
  defaulted: { column: RelationColumn; sql: string }[];
  use: RelationUse;
}

/** The table and columns of a COPY statement. */
export interface CopyInto {
  table: QualifiedName;
  columns?: NamePart[];
}

/**
 * Resolves the table and the columns of a COPY. Without a list the columns are the table's, identities left out unless
 * their values come with the files. Throws 42P01, 42809, 42703, 42701, and refuses what the rules of IDENTITY and NOT
 * NULL forbid whatever the files hold (Amazon Redshift, "COPY", column mapping).
 */
export function bindCopyTarget(into: CopyInto, explicitIds: boolean, context: BindContext): CopyTarget {
  const binder = new StatementBinder(context);
  refuseOthers(into.table, context);
  const table = requireTarget(binder, into.table, 'insert into');
  const listed = into.columns ? listedColumns(table, into.columns) : impliedColumns(table, explicitIds);
  checkIdentities(table, listed, into, explicitIds);
  const omitted = table.columns.filter((column) => !listed.includes(column));
  const defaulted = omitted.flatMap((column) => {
    const sql = defaultSql(binder, column);
    if (sql === undefined && column.notNull) throw missingValue(column);
    return sql === undefined ? [] : [{ column, sql }];
  });
  const use: RelationUse = { relation: table, access: 'insert', columns: listed.map(({ name }) => name) };
  return { table, columns: listed, defaulted, use };
}

/** What holds no rows of its own, in COPY's words. */
function refuseOthers(name: QualifiedName, { catalog }: BindContext): void {
  const relation = catalog.findRelation(name);
  if (!relation || relation.kind === 'table' || relation.kind === 'system') return;
  const kind = relation.kind === 'late-binding view' ? 'view' : relation.kind;
  throw fail('wrong_object_type', `cannot copy to ${kind} "${relation.name}"`, { position: name.pos });
}

/** A generator that is not BY DEFAULT is filled by the files only with EXPLICIT_IDS. */
function impliedColumns(table: TargetTable, explicitIds: boolean): RelationColumn[] {
  return table.columns.filter(({ identity }) => identity === undefined || explicitIds);
}

function checkIdentities(
  table: TargetTable,
  listed: RelationColumn[],
  into: CopyInto,
  explicitIds: boolean,
): void {
  const generated = table.columns.filter(({ identity }) => identity !== undefined && !identity.byDefault);
  const named = generated.find((column) => listed.includes(column));
  if (named && !explicitIds) {
    const position = into.columns?.find(({ name }) => name === named.name)?.pos ?? into.table.pos;
    throw fail('feature_not_supported', 'cannot set an identity column to a value', {
      position,
      hint: 'EXPLICIT_IDS loads the values of IDENTITY columns from the files.',
    });
  }
  const left = generated.find((column) => !listed.includes(column));
  if (left && explicitIds) {
    throw fail(
      'invalid_column_reference',
      `EXPLICIT_IDS requires the identity column "${left.name}" in the column list`,
      { position: into.table.pos },
    );
  }
}

function missingValue(column: RelationColumn) {
  return fail('not_null_violation', `Cannot insert a NULL value into column ${column.name}`, {
    detail: `The column is NOT NULL, has no default and is not among the columns that COPY fills.`,
  });
}
