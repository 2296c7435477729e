import { fail } from '#base/errors.ts';
import type { IsTest } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo, castToCondition } from '#sql/bind/expressions/coerce.ts';
import { boolType, maxVarchar, type Place, typed } from '#sql/bind/expressions/typed.ts';

/** `IS [NOT] NULL`, TRUE, FALSE, UNKNOWN: never NULL themselves. Redshift has no IS DISTINCT FROM. */
export function bindIsTest(expression: IsTest, { binder, scope, clause }: Place): TypedSql {
  const { operand, test, negated, pos } = expression;
  if (test === 'distinct from') {
    throw fail('feature_not_supported', 'IS DISTINCT FROM is not supported', { position: pos });
  }
  const bound = binder.bindExpression(operand, scope, clause);
  if (test === 'null') {
    const value = bound.type.name === 'unknown' ? castTo(binder, bound, maxVarchar, true, pos) : bound;
    return typed(nullTest(value, negated), boolType, [value]);
  }
  const value = castToCondition(
    binder,
    bound,
    `IS ${negated ? 'NOT ' : ''}${test.toUpperCase()}`,
    operand.pos,
  );
  const sql = truthTest(value.sql, test);
  return typed(negated ? `(NOT ${sql})` : sql, boolType, [value]);
}

/** A SUPER that holds JSON null is NULL, as PartiQL takes it. */
function nullTest({ sql, type }: TypedSql, negated: boolean): string {
  if (type.name !== 'super') return `(${sql} IS ${negated ? 'NOT ' : ''}NULL)`;
  return `(${negated ? 'NOT ' : ''}coalesce(json_type(${sql}) = 'NULL', true))`;
}

function truthTest(sql: string, test: 'true' | 'false' | 'unknown'): string {
  if (test === 'unknown') return `(${sql} IS NULL)`;
  return test === 'true' ? `coalesce(${sql}, false)` : `coalesce(NOT ${sql}, false)`;
}
