import { notSupported } from '#base/errors.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import {
  isFloat,
  isInteger,
  isInterval,
  isNumber,
  isObjectId,
  isString,
  textLength,
} from '#sql/bind/expressions/type-class.ts';
import { engineType } from '#sql/engine-type.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

/** What happens to text that is longer than its new type: an explicit cast cuts it, an assignment refuses it. */
export type LengthRule = 'cut' | 'refuse';

/**
 * DuckDB text that turns a value of one type into another, when the query runs. The cast must be allowed
 * (cast-rules.ts). Numbers round half away from zero, doubles half to even, as both engines do.
 */
export function castSql(sql: string, from: SqlType, to: SqlType, rule: LengthRule): string {
  if (from.name === 'super') return fromSuper(sql, to, rule);
  if (to.name === 'super') return toSuper(sql, from);
  if (isString(to)) return toText(sql, from, to, rule);
  if (isString(from) || from.name === 'unknown') return fromText(sql, to);
  if (to.name === 'varbyte') return cutBytes(sql, from, to);
  if (to.name === 'bool') return `(${sql} <> 0)`;
  if (isInterval(to)) return toInterval(sql, from, to);
  if (isObjectId(from) || isObjectId(to)) return `CAST(${sql} AS ${engineType(to)})`;
  if (from.name === 'timestamptz' && (to.name === 'time' || to.name === 'date')) {
    return `CAST(CAST(${sql} AS TIMESTAMP) AS ${engineType(to)})`;
  }
  if (from.name === 'date' && to.name === 'timestamptz')
    return `CAST(CAST(${sql} AS TIMESTAMP) AS TIMESTAMPTZ)`;
  if (engineType(from) === engineType(to)) return sql;
  return `CAST(${sql} AS ${engineType(to)})`;
}

function cutBytes(sql: string, from: SqlType, to: SqlType & { name: 'varbyte' }): string {
  if (from.name !== 'varbyte') throw notSupported(`A cast of ${from.name} to VARBYTE`);
  return from.length <= to.length ? sql : `${sql}[1:${to.length}]`;
}

const textMacros: Record<string, string> = {
  bool: 'rs_text_to_bool',
  int2: 'rs_text_to_int2',
  int4: 'rs_text_to_int4',
  int8: 'rs_text_to_int8',
  oid: 'rs_text_to_int8',
  xid: 'rs_text_to_int8',
  float4: 'rs_text_to_float4',
  float8: 'rs_text_to_float8',
  date: 'rs_text_to_date',
  time: 'rs_text_to_time',
  timetz: 'rs_text_to_timetz',
  timestamp: 'rs_text_to_timestamp',
  abstime: 'rs_text_to_timestamp',
  timestamptz: 'rs_text_to_timestamptz',
};

function fromText(sql: string, to: SqlType): string {
  const macro = textMacros[to.name];
  if (macro !== undefined) return macroCall(macro, sql);
  switch (to.name) {
    case 'numeric':
      return `CAST(${macroCall('rs_decimal_text', sql)} AS ${engineType(to)})`;
    case 'interval':
      return `CAST(${sql} AS INTERVAL)`;
    case 'intervaly2m':
      return macroCall('rs_interval_to_y2m', `CAST(${sql} AS INTERVAL)`);
    case 'intervald2s':
      return macroCall('rs_interval_to_d2s', `CAST(${sql} AS INTERVAL)`);
    case 'varbyte':
      return `encode(${sql})[1:${to.length}]`;
    default:
      throw notSupported(`A cast of text to ${to.name}`);
  }
}

/** Text of a value, cut or checked where the new type is shorter than what the old one may hold. */
function toText(sql: string, from: SqlType, to: SqlType, rule: LengthRule): string {
  const text = textOf(sql, from);
  if (to.name === 'char' || to.name === 'varchar') {
    // CHAR drops the blanks at its end when it is stored or compared.
    const trimmed =
      to.name === 'char' && from.name !== 'char' && isString(from) ? `rtrim(${text}, ' ')` : text;
    return fitsText(from, to.length) ? trimmed : fitted(trimmed, to, rule);
  }
  return to.name === 'name' && textLength(from) > 127 ? macroCall('rs_cut_bytes', text, '127') : text;
}

function fitted(text: string, to: SqlType & { length: number }, rule: LengthRule): string {
  if (rule === 'cut') return macroCall('rs_cut_bytes', text, String(to.length));
  const { spelling } = typeFacts[(to as { name: 'char' }).name];
  return macroCall('rs_fit_bytes', text, String(to.length), quoteLiteral(spelling));
}

/** Bytes of the longest text of types that have no length of their own. */
const longestText: Record<string, number> = {
  bool: 5,
  int2: 6,
  int4: 11,
  int8: 20,
  float4: 16,
  float8: 24,
  date: 16,
  time: 15,
  timetz: 24,
  timestamp: 32,
  timestamptz: 38,
  name: 127,
  '"char"': 1,
};

function fitsText(from: SqlType, length: number): boolean {
  if (from.name === 'numeric') return from.precision + 2 <= length;
  return (longestText[from.name] ?? textLength(from)) <= length;
}

/** The text form of a value, as PostgreSQL 8 prints it. */
export function textOf(sql: string, from: SqlType): string {
  if (isString(from) || from.name === 'unknown' || engineType(from) === 'VARCHAR') return sql;
  switch (from.name) {
    case 'float4':
    case 'float8':
      return macroCall(`rs_${from.name}_text`, sql);
    case 'interval':
      return macroCall('rs_interval_text', sql);
    case 'intervaly2m':
      return macroCall('rs_interval_y2m_text', sql);
    case 'intervald2s':
      return macroCall('rs_interval_d2s_text', sql);
    case 'varbyte':
      return `decode(${sql})`;
    case 'array':
      return `('{' || array_to_string(CAST(${sql} AS VARCHAR[]), ',') || '}')`;
    case 'super':
      return macroCall('rs_super_scalar_text', sql);
    default:
      return `CAST(${sql} AS VARCHAR)`;
  }
}

function toInterval(sql: string, from: SqlType, to: SqlType): string {
  if (from.name === 'time') return `to_microseconds(epoch_us(${sql}))`;
  if (to.name === 'interval' || from.name === to.name) return sql;
  return to.name === 'intervaly2m'
    ? macroCall('rs_interval_to_y2m', sql)
    : macroCall('rs_interval_to_d2s', sql);
}

/** Scalars become JSON of their kind; text becomes a JSON string, it is not parsed. */
function toSuper(sql: string, from: SqlType): string {
  if (from.name === 'numeric') return `CAST(CAST(${sql} AS VARCHAR) AS JSON)`;
  if (isInteger(from) || isFloat(from) || from.name === 'bool' || isString(from)) return `to_json(${sql})`;
  throw notSupported(`A cast of ${from.name} to SUPER`);
}

/** Lax: what cannot be cast is NULL, whatever it is (cast_super_null_on_error is on by default). */
function fromSuper(sql: string, to: SqlType, rule: LengthRule): string {
  const text = macroCall('rs_super_scalar_text', sql);
  if (isString(to)) return toText(text, { name: 'text' }, to, rule);
  if (isNumber(to) || to.name === 'bool' || !isInterval(to)) return `TRY_CAST(${text} AS ${engineType(to)})`;
  return `TRY_CAST(${text} AS INTERVAL)`;
}
