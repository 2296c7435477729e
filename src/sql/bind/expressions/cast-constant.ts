import { fail } from '#base/errors.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { type ConstantOptions, constantText } from '#sql/bind/expressions/constant.ts';
import { isString } from '#sql/bind/expressions/type-class.ts';
import { engineType } from '#sql/engine-type.ts';
import { quoteLiteral } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** A constant as a value of the type; its text is checked here, so that the engine meets a ready value. */
export function castConstant(
  value: string,
  type: SqlType,
  binder: Binder,
  options: ConstantOptions,
): TypedSql {
  if (type.name === 'array') return arrayConstant(value, type.element, binder, options);
  // A function is known by its name: catalogs hold it so too, and the two compare as text.
  if (type.name === 'regproc' && !/^\s*\d+\s*$/.test(value)) {
    const name = value.trim().replace(/^pg_catalog\./, '');
    return { sql: quoteLiteral(name), type: { name: 'text' }, literal: name };
  }
  const text = constantText(value, type, binder, options);
  if (type.name === 'regclass' || type.name === 'regtype') return { ...objectConstant(value, text), type };
  return { sql: constantSql(text, type), type, literal: isString(type) ? text : value };
}

/** DuckDB text of a constant that has exactly the engine type; `text` is what `constantText` gave. */
export function constantSql(text: string, type: SqlType): string {
  if (type.name === 'bool') return text;
  if (isString(type)) return quoteLiteral(text);
  if (type.name === 'int4' || type.name === 'int2') return `CAST(${text} AS ${engineType(type)})`;
  return `CAST(${quoteLiteral(text)} AS ${engineType(type)})`;
}

/** A relation or type by name: shown by its name, compared by its number. */
function objectConstant(name: string, oid: string): { sql: string; objectId: string; literal: string } {
  return { sql: quoteLiteral(name), objectId: `CAST(${oid} AS BIGINT)`, literal: name };
}

/** `{a,"b c"}` as a list; elements without quotes may be NULL. */
function arrayConstant(value: string, element: SqlType, binder: Binder, options: ConstantOptions): TypedSql {
  const inner = /^\s*\{(.*)\}\s*$/.exec(value)?.[1];
  if (inner === undefined) {
    throw fail('invalid_text_representation', 'array value must start with "{"', {
      ...(options.position === undefined ? {} : { position: options.position }),
    });
  }
  const items = inner.match(/"(?:[^"\\]|\\.)*"|[^",]+/g) ?? [];
  const texts = items.map((item) => {
    if (item.startsWith('"'))
      return castConstant(item.slice(1, -1).replace(/\\(.)/g, '$1'), element, binder, options).sql;
    return /^\s*null\s*$/i.test(item) ? 'NULL' : castConstant(item.trim(), element, binder, options).sql;
  });
  const type: SqlType = { name: 'array', element };
  return { sql: `CAST([${texts.join(', ')}] AS ${engineType(type)})`, type };
}
