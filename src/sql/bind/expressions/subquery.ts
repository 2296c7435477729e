import { fail, notSupported } from '#base/errors.ts';
import type {
  Exists,
  Expression,
  InSubquery,
  QuantifiedComparison,
  Query,
  ScalarSubquery,
} from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { comparableSides } from '#sql/bind/expressions/comparable.ts';
import { compare } from '#sql/bind/expressions/comparison.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { boolType, type Place, typed } from '#sql/bind/expressions/typed.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** `EXISTS (query)`. */
export function bindExists({ query }: Exists, { binder, scope }: Place): TypedSql {
  return typed(`EXISTS (${binder.bindQuery(query, scope).sql})`, boolType);
}

/** A query as a value: one column, at most one row (21000 when it runs). */
export function bindScalarSubquery({ query, pos }: ScalarSubquery, { binder, scope }: Place): TypedSql {
  const { sql, columns } = binder.bindQuery(query, scope);
  if (columns.length !== 1) {
    throw fail('syntax_error', 'subquery must return only one column', { position: pos });
  }
  const [{ type, name }] = columns as [(typeof columns)[0]];
  return { ...typed(`(${sql})`, type), label: name };
}

/** `x [NOT] IN (query)`, also `(a, b) IN (query)`. */
export function bindInSubquery(expression: InSubquery, place: Place): TypedSql {
  const { operand, query, negated } = expression;
  const fields = operand.kind === 'row' ? operand.items : [operand];
  const { left, right, values } = subquerySides(fields, query, '=', place);
  const row = (items: string[]) => (items.length === 1 ? items[0]! : `(${items.join(', ')})`);
  return typed(`(${row(left)} ${negated ? 'NOT ' : ''}IN (${right}))`, boolType, values);
}

interface SubquerySides {
  left: string[];
  /** DuckDB text of the query with one output: the column, or a row of all. */
  right: string;
  values: TypedSql[];
}

/** Binds both sides of a comparison with a query and brings their columns to comparable types. */
function subquerySides(fields: Expression[], query: Query, operator: string, place: Place): SubquerySides {
  const { binder, scope, clause } = place;
  const values = fields.map((field) => binder.bindExpression(field, scope, clause));
  const { sql, columns } = binder.bindQuery(query, scope);
  if (columns.length !== fields.length) {
    const message =
      columns.length > fields.length ? 'subquery has too many columns' : 'subquery has too few columns';
    throw fail('syntax_error', message, { position: query.pos });
  }
  const outputs = columns.map(
    ({ type }, index): TypedSql => ({ sql: `q.${quoteIdentifier(`c${index}`)}`, type }),
  );
  const pairs = values.map((value, index) => {
    const sides = comparableSides(binder, value, outputs[index]!, fields[index]!.pos);
    if (sides === undefined) throw noOperator(operator, value.type, outputs[index]!.type, fields[index]!.pos);
    if (sides.dynamic) throw notSupported('A comparison of SUPER with a sub-query', fields[index]!.pos);
    return sides;
  });
  const left = pairs.map((pair) => pair.left);
  const isPlain = pairs.length === 1 && pairs[0]!.right === outputs[0]!.sql;
  if (isPlain) return { left, right: sql, values };
  const names = outputs.map((_, index) => quoteIdentifier(`c${index}`)).join(', ');
  const items = pairs.map((pair) => pair.right).join(', ');
  return {
    left,
    right: `SELECT ${pairs.length === 1 ? items : `(${items})`} FROM (${sql}) AS q(${names})`,
    values,
  };
}

/** `x = ANY (query | array)`, SOME, ALL. */
export function bindQuantified(expression: QuantifiedComparison, place: Place): TypedSql {
  const { left, right, operator, quantifier } = expression;
  if (right.kind !== 'query') return quantifiedArray(expression, right, place);
  const sides = subquerySides([left], right, operator, place);
  const sql = `(${sides.left[0]} ${operator} ${quantifier.toUpperCase()} (${sides.right}))`;
  return typed(sql, boolType, sides.values);
}

function quantifiedArray(expression: QuantifiedComparison, right: Expression, place: Place): TypedSql {
  const { binder, scope, clause } = place;
  const { operator, quantifier, left, pos } = expression;
  const value = binder.bindExpression(left, scope, clause);
  const bound = binder.bindExpression(right, scope, clause);
  const isText = bound.type.name === 'unknown' && value.type.name !== 'unknown';
  const list = isText
    ? castTo(binder, bound, { name: 'array', element: value.type }, false, right.pos)
    : bound;
  const isVector = list.type.name === 'int2vector' || list.type.name === 'oidvector';
  if (list.type.name !== 'array' && !isVector) {
    throw fail('wrong_object_type', 'op ANY/ALL (array) requires array on right side', {
      position: right.pos,
    });
  }
  const element = list.type.name === 'array' ? list.type.element : ({ name: 'int8' } as const);
  const items = isVector ? `CAST(string_split(${list.sql}, ' ') AS BIGINT[])` : list.sql;
  const isEqual = operator === '=' && quantifier === 'any';
  const isUnequal = operator === '<>' && quantifier === 'all';
  if (!isEqual && !isUnequal) throw notSupported(`${operator} ${quantifier.toUpperCase()} (array)`, pos);
  const sides = comparableSides(binder, value, { sql: 'x', type: element }, left.end);
  if (sides === undefined) compare(binder, operator, value, { sql: 'x', type: element }, left.end);
  const sql = `list_contains(${items}, ${sides!.left})`;
  return typed(isUnequal ? `(NOT ${sql})` : sql, boolType, [value, list]);
}
