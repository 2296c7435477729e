import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castSql } from '#sql/bind/expressions/cast-sql.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isInteger, isInterval, isNumber, isTimestamp } from '#sql/bind/expressions/type-class.ts';
import { typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType, SqlTypeName } from '#sql/types.ts';

/** Dates, times and intervals with `+ - * /` (sql.md §6). Throws 42883 for pairs that have no such operator. */
export function datetimeArithmetic(
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  const result =
    (operator === '+' && (sum(left, right) ?? sum(right, left))) ||
    (operator === '-' && difference(left, right)) ||
    (operator === '*' && (multiple(left, right) ?? multiple(right, left))) ||
    (operator === '/' && fraction(left, right)) ||
    undefined;
  if (result === undefined) throw noOperator(operator, left.type, right.type, position);
  return typed(result.sql, result.type, [left, right]);
}

interface Result {
  sql: string;
  type: SqlType;
}

function result(sql: string, name: SqlTypeName): Result {
  return { sql, type: { name } as SqlType };
}

function sum(left: TypedSql, right: TypedSql): Result | undefined {
  const [from, by] = [left.type, right.type];
  if (isInterval(by)) return shiftedBy(left, '+', right);
  if (isInteger(by)) return dayShift(left, '+', right);
  if (from.name === 'date' && by.name === 'time') return result(`(${left.sql} + ${right.sql})`, 'timestamp');
  if (from.name === 'date' && by.name === 'timetz')
    return result(`(${left.sql} + ${right.sql})`, 'timestamptz');
  return undefined;
}

function difference(left: TypedSql, right: TypedSql): Result | undefined {
  const [from, by] = [left.type, right.type];
  if (isInterval(by)) return shiftedBy(left, '-', right);
  if (isInteger(by)) return dayShift(left, '-', right);
  if (from.name === 'date' && by.name === 'date') {
    return result(`CAST(${left.sql} - ${right.sql} AS INTEGER)`, 'int4');
  }
  if (from.name === 'time' && by.name === 'time') {
    return result(`to_microseconds(epoch_us(${left.sql}) - epoch_us(${right.sql}))`, 'interval');
  }
  const moments = [from, by].every((type) => isTimestamp(type) || type.name === 'date');
  if (!moments) return undefined;
  const name = from.name === 'timestamptz' || by.name === 'timestamptz' ? 'timestamptz' : 'timestamp';
  const [one, other] = [left, right].map(({ sql, type }) => castSql(sql, type, { name }, 'cut'));
  return result(`(${one} - ${other})`, 'interval');
}

/** A moment moved by an interval; a date becomes a timestamp. */
function shiftedBy({ sql, type }: TypedSql, sign: '+' | '-', by: TypedSql): Result | undefined {
  const text = `(${sql} ${sign} ${by.sql})`;
  switch (type.name) {
    case 'date':
    case 'timestamp':
    case 'abstime':
      return result(text, 'timestamp');
    case 'timestamptz':
    case 'time':
    case 'timetz':
      return result(text, type.name);
    case 'interval':
    case 'intervaly2m':
    case 'intervald2s':
      return result(text, type.name === by.type.name ? type.name : 'interval');
    default:
      return undefined;
  }
}

/** A date moved by whole days; a timestamp is taken as its date, which is what it converts to by itself. */
function dayShift({ sql, type }: TypedSql, sign: '+' | '-', days: TypedSql): Result | undefined {
  const count = days.type.name === 'int8' ? `CAST(${days.sql} AS INTEGER)` : days.sql;
  if (type.name !== 'date' && !isTimestamp(type)) return undefined;
  return result(`(${castSql(sql, type, { name: 'date' }, 'cut')} ${sign} ${count})`, 'date');
}

function multiple({ sql, type }: TypedSql, by: TypedSql): Result | undefined {
  if (!isInterval(type) || !isNumber(by.type)) return undefined;
  return result(macroCall('rs_interval_times', sql, `CAST(${by.sql} AS DOUBLE)`), type.name);
}

function fraction({ sql, type }: TypedSql, by: TypedSql): Result | undefined {
  if (!isInterval(type) || !isNumber(by.type)) return undefined;
  return result(
    macroCall(
      'rs_interval_times',
      sql,
      macroCall('rs_float_divide', '1.0::DOUBLE', `CAST(${by.sql} AS DOUBLE)`),
    ),
    type.name,
  );
}
