import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castSql } from '#sql/bind/expressions/cast-sql.ts';
import { macroCall } from '#sql/bind/expressions/macro-call.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { isNumber } from '#sql/bind/expressions/type-class.ts';
import { superType, typed } from '#sql/bind/expressions/typed.ts';

const macros: Record<string, string> = {
  '+': 'rs_super_add',
  '-': 'rs_super_subtract',
  '*': 'rs_super_multiply',
  '/': 'rs_super_divide',
  '%': 'rs_super_modulo',
};

/** Arithmetic with a SUPER value: typed when it runs; NULL unless both sides are numbers. */
export function superArithmetic(
  operator: string,
  left: TypedSql,
  right: TypedSql,
  position: number,
): TypedSql {
  const macro = macros[operator];
  const fits = [left, right].every(({ type }) => type.name === 'super' || isNumber(type));
  if (macro === undefined || !fits) throw noOperator(operator, left.type, right.type, position);
  const [one, other] = [left, right].map(({ sql, type }) =>
    type.name === 'super' ? sql : castSql(sql, type, superType, 'cut'),
  );
  return typed(macroCall(macro, one!, other!), superType, [left, right]);
}
