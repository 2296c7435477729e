import { castTo } from '#sql/bind/expressions/coerce.ts';
import type { BoundBody, BoundColumn, Conversion, QueryBinder } from '#sql/bind/query-binder.ts';
import { isOn } from '#sql/bind/session-setting.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { maxVarcharLength, type SqlType } from '#sql/types.ts';

/**
 * The query as a client gets it: catalog arrays become PostgreSQL's array text, a parameter that nothing gave
 * a type is varchar. Labels are upper-cased when `describe_field_name_in_uppercase` is on.
 */
export function outputQuery(binder: QueryBinder, body: BoundBody): { sql: string; columns: OutputColumn[] } {
  const upperCase = isOn(binder, 'describe_field_name_in_uppercase');
  const sql = body.render(body.columns.map((column) => conversion(binder, column)));
  return { sql, columns: body.columns.map((column) => outputColumn(column, upperCase)) };
}

function outputColumn(column: BoundColumn, upperCase: boolean): OutputColumn {
  const { name, type, origin, parameter } = column;
  const output: OutputColumn = {
    name: upperCase ? name.toUpperCase() : name,
    type: parameter !== undefined && type.name === 'unknown' ? parameterType : type,
  };
  if (origin !== undefined) output.origin = origin;
  return output;
}

const parameterType: SqlType = { name: 'varchar', length: maxVarcharLength };

function conversion(binder: QueryBinder, column: BoundColumn): Conversion | undefined {
  if (column.type.name === 'array') return arrayText(column.type.element);
  if (column.type.name !== 'unknown') return undefined;
  if (column.literal === null) return () => 'CAST(NULL AS VARCHAR)';
  if (column.parameter === undefined) return undefined;
  return (value) => castTo(binder, value, parameterType, false).sql;
}

const bareElements = new Set(['bool', 'int2', 'int4', 'int8', 'oid', 'xid', 'float4', 'float8', 'numeric']);

/** `{1,2}`; text elements are quoted where PostgreSQL's array syntax needs it. */
function arrayText(element: SqlType): Conversion {
  const text = bareElements.has(element.name)
    ? 'CAST(e AS VARCHAR)'
    : `CASE WHEN e = '' OR upper(e) = 'NULL' OR regexp_matches(e, '[{}",\\\\\\s]') THEN ` +
      `'"' || replace(replace(e, '\\', '\\\\'), '"', '\\"') || '"' ELSE e END`;
  return ({ sql }) =>
    `CASE WHEN ${sql} IS NOT NULL THEN '{' || array_to_string(list_transform(${sql}, ` +
    `lambda e: coalesce(${text}, 'NULL')), ',') || '}' END`;
}
