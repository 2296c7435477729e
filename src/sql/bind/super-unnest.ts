import { fail } from '#base/errors.ts';
import type { Expression, SuperUnpivot, TableReference } from '#sql/ast.ts';
import type { FromContext, FromItem } from '#sql/bind/from-item.ts';
import { qualifiedColumn, type ScopeColumn } from '#sql/bind/scope.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** True for `t.items` and `t.a[0].b` where `t` stands to the left in the same FROM: PartiQL's unnesting. */
export function isSuperPath(context: FromContext, table: TableReference): boolean {
  if (table.path !== undefined || table.at !== undefined) return true;
  return table.parts.length > 1 && context.siblings.find(table.parts)?.column.type.name === 'super';
}

/**
 * `FROM t, t.items AS e AT i`: one row per element of the array, none where the value is no array.
 * The index counts from 0 (Redshift guide, "Querying semi-structured data": Unnesting queries).
 */
export function bindUnnest(context: FromContext, table: TableReference): FromItem {
  const path = table.path ?? { kind: 'reference', parts: table.parts, pos: table.pos, end: table.end };
  const value = superValue(context, path);
  const elements = `CASE WHEN json_type(${value}) = 'ARRAY' THEN CAST(${value} AS JSON[]) END`;
  const last = table.parts.at(-1)!.name;
  const columns: DerivedColumn[] = [
    { name: table.alias?.name.name ?? last, type: { name: 'super' }, sql: `unnest(${elements})` },
  ];
  if (table.at !== undefined) {
    const index = `unnest(range(CAST(json_array_length(${value}) AS BIGINT)))`;
    columns.push({ name: table.at.name, type: { name: 'int8' }, sql: index });
  }
  return lateralItem(context, columns);
}

/** `UNPIVOT obj AS value AT key`: one row per attribute of an object, none where the value is no object. */
export function bindSuperUnpivot(context: FromContext, table: SuperUnpivot): FromItem {
  const value = superValue(context, table.operand);
  const keys = `CASE WHEN json_type(${value}) = 'OBJECT' THEN json_keys(${value}) END`;
  // A JSON pointer reaches a key whatever characters it has.
  const pointer = `'/' || replace(replace(k, '~', '~0'), '/', '~1')`;
  const values = `list_transform(${keys}, lambda k: json_extract(${value}, ${pointer}))`;
  const columns: DerivedColumn[] = [
    { name: table.value.name, type: { name: 'super' }, sql: `unnest(${values})` },
  ];
  if (table.at !== undefined) {
    const type: SqlType = { name: 'varchar', length: 65535 };
    columns.push({ name: table.at.name, type, sql: `unnest(${keys})` });
  }
  return lateralItem(context, columns);
}

interface DerivedColumn {
  name: string;
  type: SqlType;
  sql: string;
}

function superValue(context: FromContext, path: Expression): string {
  const value = context.binder.bindExpression(path, context.siblings, 'from');
  if (value.type.name === 'super') return value.sql;
  throw fail('wrong_object_type', 'only a SUPER value can be unnested in FROM', { position: path.pos });
}

/** The names stand for values, not for rows: `e.name` is an attribute of `e`. */
function lateralItem(context: FromContext, derived: DerivedColumn[]): FromItem {
  const alias = context.binder.uniqueName(derived[0]!.name);
  const select = derived.map((column, index) => `${column.sql} AS c${index}`).join(', ');
  const columns: ScopeColumn[] = derived.map((column, index) => ({
    name: column.name,
    type: column.type,
    sql: qualifiedColumn(alias, `c${index}`),
  }));
  return {
    sql: `LATERAL (SELECT ${select}) AS ${quoteIdentifier(alias)}`,
    relations: [{ name: undefined, columns }],
    columns,
  };
}
