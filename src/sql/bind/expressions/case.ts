import type { Case, Expression } from '#sql/ast.ts';
import type { Binder, TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo, castToCondition, commonType } from '#sql/bind/expressions/coerce.ts';
import { compare } from '#sql/bind/expressions/comparison.ts';
import { type Place, typed } from '#sql/bind/expressions/typed.ts';
import type { SqlType } from '#sql/types.ts';

/** CASE, searched or with an operand. Its branches are brought to one type. */
export function bindCase(expression: Case, place: Place): TypedSql {
  const { binder } = place;
  const operand = expression.operand && bindPart(expression.operand, place);
  const conditions = expression.branches.map(({ when }) => {
    const value = bindPart(when, place);
    if (operand !== undefined) return compare(binder, '=', operand, value, when.pos);
    return castToCondition(binder, value, 'CASE/WHEN', when.pos);
  });
  const outcomes = expression.branches.map(({ then }) => then);
  if (expression.else !== undefined) outcomes.push(expression.else);
  const results = outcomes.map((outcome) => bindPart(outcome, place));
  const positions = outcomes.map(({ pos }) => pos);
  const unified = unify(binder, results, 'CASE', positions);
  const branches = conditions.map((condition, index) => `WHEN ${condition.sql} THEN ${unified[index]!.sql}`);
  const otherwise = expression.else === undefined ? '' : ` ELSE ${unified.at(-1)!.sql}`;
  const parts = [...conditions, ...unified, ...(operand === undefined ? [] : [operand])];
  const value = typed(`(CASE ${branches.join(' ')}${otherwise} END)`, unified[0]!.type, parts);
  return { ...value, label: 'case' };
}

function bindPart(expression: Expression, { binder, scope, clause }: Place): TypedSql {
  return binder.bindExpression(expression, scope, clause);
}

/**
 * The values, found at `positions`, in their common type; when all of them are untyped, text as long as the longest.
 * Throws 42804 when there is no common type.
 */
export function unify(
  binder: Binder,
  values: TypedSql[],
  words: string,
  positions: number[] = [],
): TypedSql[] {
  const common = commonType(
    values.map(({ type }) => type),
    words,
    positions[0],
  );
  const target = common.name === 'unknown' ? textFor(values) : common;
  const wide = widenForLiterals(target, values);
  return values.map((value, index) => castTo(binder, value, wide, false, positions[index]));
}

/** VARCHAR long enough for the untyped literals among the values, which a cast must not cut. */
function widenForLiterals(type: SqlType, values: TypedSql[]): SqlType {
  if (type.name !== 'varchar' && type.name !== 'char') return type;
  const longest = longestLiteral(values);
  if (longest <= type.length) return type;
  return { name: 'varchar', length: longest };
}

function textFor(values: TypedSql[]): SqlType {
  const isOpen = values.some(({ parameter }) => parameter !== undefined);
  return { name: 'varchar', length: isOpen ? 65535 : Math.max(longestLiteral(values), 1) };
}

function longestLiteral(values: TypedSql[]): number {
  const lengths = values.map(({ type, literal }) =>
    type.name === 'unknown' && typeof literal === 'string' ? Buffer.byteLength(literal) : 0,
  );
  return Math.min(Math.max(0, ...lengths), 65535);
}
