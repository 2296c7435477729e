import { fail } from '#base/errors.ts';
import type { Insert, NamePart, Query, Values } from '#sql/ast.ts';
import { assignedSql, defaultSql, refuseIdentity } from '#sql/bind/assignment.ts';
import { bulkRows } from '#sql/bind/bulk-insert.ts';
import { containsExpression } from '#sql/bind/expression-walk.ts';
import { coerceForAssignment } from '#sql/bind/expressions/coerce.ts';
import { isInteger } from '#sql/bind/expressions/type-class.ts';
import { openParametersToText } from '#sql/bind/parameters.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { NameScope } from '#sql/bind/scope.ts';
import { refuseInto } from '#sql/bind/select-into.ts';
import { requireColumn, requireTarget } from '#sql/bind/target-table.ts';
import type { Relation, RelationColumn } from '#sql/catalog-reader.ts';
import type { ModifyPlan } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** INSERT from DEFAULT VALUES, VALUES or a query. Columns that are not listed get their defaults. */
export function bindInsert(binder: QueryBinder, insert: Insert): ModifyPlan {
  refuseUnsupported(insert);
  const target = requireTarget(binder, insert.table, 'insert into');
  const listed = listedColumns(target, insert.columns);
  binder.uses.push({ relation: target, access: 'insert', columns: listed.map((column) => column.name) });
  const rows = insertRows(binder, insert, target, listed);
  return {
    kind: 'modify',
    command: 'insert',
    target,
    statements: 'sql' in rows ? [rows.sql] : [],
    ...('bulk' in rows ? { bulk: rows.bulk } : {}),
    parameters: openParametersToText(binder.parameters),
    uses: binder.uses,
    live: [...binder.live],
    reusable: !binder.sessionDependent,
  };
}

function refuseUnsupported(insert: Insert): void {
  if (insert.onConflict !== undefined) {
    const position = insert.onConflict.pos;
    throw fail('feature_not_supported', 'INSERT ON CONFLICT is not supported', { position });
  }
  refuseReturning(insert);
}

/** Redshift has no RETURNING in INSERT, UPDATE and DELETE. */
export function refuseReturning(statement: { returning?: { pos: number }[] }): void {
  if (statement.returning === undefined) return;
  const position = statement.returning[0]?.pos;
  const where = position === undefined ? {} : { position };
  throw fail('feature_not_supported', 'RETURNING clause is not supported', where);
}

/** Columns in the order of the list, or all. Throws 42703 and 42701. */
export function listedColumns(target: Relation, list: NamePart[] | undefined): RelationColumn[] {
  if (list === undefined) return target.columns;
  const seen = new Set<string>();
  return list.map((part) => {
    const column = requireColumn(target, part);
    if (seen.has(part.name)) {
      const message = `column "${part.name}" specified more than once`;
      throw fail('duplicate_column', message, { position: part.pos });
    }
    seen.add(part.name);
    return column;
  });
}

type InsertRows = { sql: string } | { bulk: NonNullable<ModifyPlan['bulk']> };

function insertRows(
  binder: QueryBinder,
  insert: Insert,
  target: Relation & { source: string },
  listed: RelationColumn[],
): InsertRows {
  const { source } = insert;
  if (source === 'default values') return { sql: valuesSql(binder, target, [], [[]]) };
  if (source.body.kind !== 'values') return { sql: insertQuery(binder, insert, source, target, listed) };
  const { rows } = source.body;
  const columns = listed.slice(0, rowWidth(source.body, insert, listed));
  const bulk = bulkRows(binder, target, columns, rows);
  if (bulk !== undefined) return { bulk };
  refuseSubqueries(source.body);
  return { sql: valuesSql(binder, target, columns, rows) };
}

/** All rows have the same length, which fits the columns. Without a column list it may be shorter. */
function rowWidth(values: Values, insert: Insert, listed: RelationColumn[]): number {
  const width = values.rows[0]!.length;
  if (values.rows.some((row) => row.length !== width)) {
    throw fail('syntax_error', 'VALUES lists must all be the same length', { position: values.pos });
  }
  checkWidth(width, insert, listed, values.rows[0]![listed.length]?.pos ?? values.pos);
  return width;
}

function checkWidth(width: number, insert: Insert, listed: RelationColumn[], position: number): void {
  if (width > listed.length) {
    throw fail('syntax_error', 'INSERT has more expressions than target columns', { position });
  }
  if (width < listed.length && insert.columns !== undefined) {
    const at = insert.columns[width]!.pos;
    throw fail('syntax_error', 'INSERT has more target columns than expressions', { position: at });
  }
}

function refuseSubqueries(values: Values): void {
  if (values.rows.length === 1) return;
  for (const cell of values.rows.flat()) {
    if (!containsExpression(cell, (node) => /^(subquery|exists|in-subquery)$/.test(node.kind))) continue;
    throw fail('feature_not_supported', "can't use subqueries in multi-row VALUES", { position: cell.pos });
  }
}

/** Columns that the statement does not name and that are not simply NULL then. */
function defaultedColumns(binder: QueryBinder, target: Relation, columns: RelationColumn[]) {
  return target.columns.flatMap((column) => {
    const sql = columns.includes(column) ? undefined : defaultSql(binder, column);
    return sql === undefined ? [] : [{ column, sql }];
  });
}

function valuesSql(
  binder: QueryBinder,
  target: Relation & { source: string },
  columns: RelationColumn[],
  rows: Values['rows'],
): string {
  const scope = new NameScope(undefined);
  const oneRow = rows.length === 1 && rows[0]!.some((cell) => cell.kind === 'parameter');
  if (oneRow) binder.parameterRow = quoteIdentifier(binder.uniqueName('parameters'));
  const defaulted = defaultedColumns(binder, target, columns);
  const tail = defaulted.map(({ sql }) => sql);
  const names = [...columns, ...defaulted.map(({ column }) => column)];
  // A row needs at least one value: with nothing to say it says NULL.
  if (names.length === 0) return `${intoSql(target, target.columns.slice(0, 1))} VALUES (NULL)`;
  const lines = rows.map((row) => {
    const cells = row.map((cell, index) => assignedSql(binder, cell, columns[index]!, scope, 'values'));
    return [...cells, ...tail].join(', ');
  });
  const into = intoSql(target, names);
  if (oneRow) return `${into} SELECT ${lines[0]}${parameterRowSql(binder)}`;
  return `${into} VALUES ${lines.map((line) => `(${line})`).join(', ')}`;
}

/** The engine plans a parameter inside checks of its length or form anew for every value; in a row of its own once. */
function parameterRowSql(binder: QueryBinder): string {
  const texts = Array.from(binder.parameters, (type, index) =>
    type !== undefined && isInteger(type) ? [] : [`CAST($${index + 1} AS VARCHAR) AS p${index + 1}`],
  ).flat();
  return texts.length === 0 ? '' : ` FROM (SELECT ${texts.join(', ')}) AS ${binder.parameterRow}`;
}

export function intoSql(target: { source: string }, columns: RelationColumn[]): string {
  return `INSERT INTO ${target.source} (${columns.map((column) => quoteIdentifier(column.name)).join(', ')})`;
}

function insertQuery(
  binder: QueryBinder,
  insert: Insert,
  query: Query,
  target: Relation & { source: string },
  listed: RelationColumn[],
): string {
  refuseInto(query);
  const body = binder.bindQueryBody(query, undefined);
  checkWidth(body.columns.length, insert, listed, query.pos);
  const columns = listed.slice(0, body.columns.length);
  for (const [index, column] of columns.entries())
    refuseIdentity(column, insert.columns?.[index]?.pos ?? query.pos);
  const sql = body.render(
    columns.map((column) => (value) => coerceForAssignment(binder, value, column.type, column, query.pos)),
  );
  const defaulted = defaultedColumns(binder, target, columns);
  if (defaulted.length === 0) return `${intoSql(target, columns)} ${sql}`;
  const alias = quoteIdentifier(binder.uniqueName('q'));
  const values = [
    ...body.columns.map((column) => `${alias}.${quoteIdentifier(column.emitted)}`),
    ...defaulted.map((column) => column.sql),
  ];
  const names = [...columns, ...defaulted.map(({ column }) => column)];
  return `${intoSql(target, names)} SELECT ${values.join(', ')} FROM (${sql}) AS ${alias}`;
}
