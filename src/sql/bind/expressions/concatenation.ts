import { notSupported } from '#base/errors.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castAllowed } from '#sql/bind/expressions/cast-rules.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isObjectId, isString, textLength } from '#sql/bind/expressions/type-class.ts';
import { maxVarchar, typed } from '#sql/bind/expressions/typed.ts';
import { maxVarcharLength, type SqlType } from '#sql/types.ts';

/** `a || b`: text, with anything that converts to text by itself, or VARBYTE. NULL makes NULL. */
export function concatenate(binder: Binder, left: TypedSql, right: TypedSql, position: number): TypedSql {
  if (left.type.name === 'array' && right.type.name === 'array') return joinArrays(left, right);
  if (left.type.name === 'array' || right.type.name === 'array') {
    throw notSupported('Concatenation of an array and an item', position);
  }
  if (left.type.name === 'varbyte' || right.type.name === 'varbyte')
    return joinBytes(binder, left, right, position);
  const one = textSide(binder, left, left.type, right.type, position);
  const other = textSide(binder, right, left.type, right.type, position);
  const length = Math.min(lengthOf(left) + lengthOf(right), maxVarcharLength);
  // The cast keeps the type where the engine would fold a constant NULL into one without a type.
  return typed(
    `CAST(${one.sql} || ${other.sql} AS VARCHAR)`,
    { name: 'varchar', length: Math.max(length, 1) },
    [left, right],
  );
}

/** Catalog arrays, as psql joins them; NULL is an array without items. */
function joinArrays(left: TypedSql, right: TypedSql): TypedSql {
  return typed(`list_concat(${left.sql}, ${right.sql})`, left.type, [left, right]);
}

function lengthOf({ type, literal }: TypedSql): number {
  return typeof literal === 'string'
    ? Buffer.byteLength(literal)
    : type.name === 'varbyte'
      ? type.length
      : textLength(type);
}

function textSide(
  binder: Binder,
  value: TypedSql,
  left: SqlType,
  right: SqlType,
  position: number,
): TypedSql {
  const isTextual = [left, right].some(
    (type) => isString(type) || type.name === 'unknown' || type.name === 'super',
  );
  const converts =
    value.type.name === 'super' ||
    value.type.name === 'bool' ||
    isObjectId(value.type) ||
    castAllowed(value.type, maxVarchar, 'implicit');
  if (!isTextual || !converts) throw noOperator('||', left, right, position);
  return castTo(binder, value, maxVarchar, true, position);
}

function joinBytes(binder: Binder, left: TypedSql, right: TypedSql, position: number): TypedSql {
  const bytes = (side: TypedSql) => (side.literal === null ? 0 : lengthOf(side));
  const length = bytes(left) + bytes(right);
  const type: SqlType = { name: 'varbyte', length: Math.min(Math.max(length, 1), 16_777_216) };
  for (const side of [left, right]) {
    if (side.type.name !== 'varbyte' && side.type.name !== 'unknown')
      throw noOperator('||', left.type, right.type, position);
  }
  const [one, other] = [left, right].map((side) =>
    castTo(binder, side, side.type.name === 'varbyte' ? side.type : type, true, position),
  );
  return typed(`CAST(${one!.sql} || ${other!.sql} AS BLOB)`, type, [left, right]);
}
