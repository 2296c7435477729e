import { RedshiftError } from '#base/errors.ts';
import type { Cast, TypeName } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { cannotCast, castAllowed } from '#sql/bind/expressions/cast-rules.ts';
import { castTo, nullOf } from '#sql/bind/expressions/coerce.ts';
import { catalogTypeName, isObjectId, isString, textLength } from '#sql/bind/expressions/type-class.ts';
import { isUnboundedText, resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import { type Place, typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

/** CAST, `::`, CONVERT and TRY_CAST. */
export function bindCast(expression: Cast, place: Place): TypedSql {
  const { binder, scope, clause } = place;
  const value = binder.bindExpression(expression.operand, scope, clause);
  const target = castTarget(expression.type, value);
  const position = expression.operand.pos;
  const result = expression.try
    ? tryCast(value, target, place, position)
    : castTo(binder, value, target, true, position);
  const { origin: _, ...plain } = result;
  return { ...plain, label: value.label ?? catalogTypeName(target) };
}

/**
 * The type that a written cast leads to. VARCHAR and TEXT without a length keep the value whole, and stay `text`
 * on catalog columns.
 */
function castTarget(typeName: TypeName, value: TypedSql): SqlType {
  const target = resolveTypeName(typeName);
  if (!isUnboundedText(typeName) || target.name !== 'varchar') return target;
  const { type, literal } = value;
  const isCatalog =
    (isString(type) && type.name !== 'char' && type.name !== 'varchar') ||
    isObjectId(type) ||
    type.name === 'array';
  if (isCatalog && typeName.name === 'text') return { name: 'text' };
  const length =
    typeof literal === 'string' && type.name === 'unknown' ? Buffer.byteLength(literal) : textLength(type);
  return { name: 'varchar', length: Math.min(Math.max(256, length), 65535) };
}

/** TRY_CAST gives NULL where the cast would fail; a cast that does not exist is still an error. */
function tryCast(value: TypedSql, target: SqlType, { binder }: Place, position: number): TypedSql {
  if (!castAllowed(value.type, target, 'explicit')) throw cannotCast(value.type, target, position);
  try {
    const result = castTo(binder, value, target, true, position);
    if (result.literal !== undefined) return result;
    return typed(`TRY(${result.sql})`, target, [result]);
  } catch (error) {
    if (error instanceof RedshiftError && /^22/.test(error.code)) return nullOf(target);
    throw error;
  }
}
