import { fail, notSupported } from '#base/errors.ts';
import type { Expression } from '#sql/ast.ts';
import type { Binder, Clause, Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import { bindArray, bindArraySubquery, bindSubscript, isArraySubquery } from '#sql/bind/expressions/array.ts';
import { bindAtTimeZone } from '#sql/bind/expressions/at-time-zone.ts';
import { bindBinary } from '#sql/bind/expressions/binary.ts';
import { bindCall } from '#sql/bind/expressions/call.ts';
import { bindCase } from '#sql/bind/expressions/case.ts';
import { bindCast } from '#sql/bind/expressions/cast.ts';
import { bindCollate } from '#sql/bind/expressions/collate.ts';
import { bindComparison } from '#sql/bind/expressions/comparison.ts';
import { bindBetween, bindInList } from '#sql/bind/expressions/in-list.ts';
import { bindIsTest } from '#sql/bind/expressions/is-test.ts';
import { bindLike } from '#sql/bind/expressions/like.ts';
import {
  bindIntervalLiteral,
  bindTypedLiteral,
  booleanLiteral,
  nullLiteral,
  numberLiteral,
  stringLiteral,
} from '#sql/bind/expressions/literal.ts';
import { bindLogical } from '#sql/bind/expressions/logical.ts';
import { bindParameter } from '#sql/bind/expressions/parameter.ts';
import { bindReference } from '#sql/bind/expressions/reference.ts';
import {
  bindExists,
  bindInSubquery,
  bindQuantified,
  bindScalarSubquery,
} from '#sql/bind/expressions/subquery.ts';
import { bindField } from '#sql/bind/expressions/super-path.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';
import { bindUnary } from '#sql/bind/expressions/unary.ts';

/**
 * DuckDB text and Redshift type of an expression. Names are looked up in `scope`; `clause` decides what may
 * stand there. String literals, NULL and open parameters come back with type `unknown`: whoever uses them
 * gives them a type with `castTo`. Throws the error of the first fault with its position.
 */
export function bindExpression(
  binder: Binder,
  expression: Expression,
  scope: Scope,
  clause: Clause,
): TypedSql {
  return bind(expression, { binder, scope, clause });
}

function bind(expression: Expression, place: Place): TypedSql {
  switch (expression.kind) {
    case 'number':
      return numberLiteral(expression, false);
    case 'string':
      return stringLiteral(expression.value);
    case 'boolean':
      return booleanLiteral(expression.value);
    case 'null':
      return nullLiteral;
    case 'typed-literal':
      return bindTypedLiteral(expression, place);
    case 'interval':
      return bindIntervalLiteral(expression);
    case 'parameter':
      return bindParameter(expression.index, place.binder);
    case 'reference':
      return bindReference(expression, place);
    case 'unary':
      return bindUnary(expression, place);
    case 'binary':
      return bindBinary(expression, place);
    case 'logical':
      return bindLogical(expression, place);
    case 'comparison':
      return bindComparison(expression, place);
    case 'quantified':
      return bindQuantified(expression, place);
    case 'is':
      return bindIsTest(expression, place);
    case 'between':
      return bindBetween(expression, place);
    case 'in':
      return bindInList(expression, place);
    case 'in-subquery':
      return bindInSubquery(expression, place);
    case 'like':
      return bindLike(expression, place);
    case 'at-time-zone':
      return bindAtTimeZone(expression, place);
    case 'cast':
      return bindCast(expression, place);
    case 'call':
      return isArraySubquery(expression) ? bindArraySubquery(expression, place) : bindCall(expression, place);
    case 'case':
      return bindCase(expression, place);
    case 'exists':
      return bindExists(expression, place);
    case 'subquery':
      return bindScalarSubquery(expression, place);
    case 'array':
      return bindArray(expression, place);
    case 'subscript':
      return bindSubscript(expression, place);
    case 'field':
      return bindField(expression, place);
    case 'collate':
      return bindCollate(expression, place);
    default:
      throw misplaced(expression);
  }
}

/** Forms that only some clauses know; queries take them out before the rest reaches this file. */
function misplaced(expression: Expression): Error {
  const position = expression.pos;
  switch (expression.kind) {
    case 'default':
      return fail('syntax_error', 'DEFAULT is not allowed in this context', { position });
    case 'star':
      return fail('syntax_error', 'syntax error at or near "*"', { position });
    case 'row':
      return notSupported('A row value outside a comparison', position);
    case 'prior':
      return notSupported('PRIOR outside CONNECT BY', position);
    default:
      return fail('syntax_error', 'Outer join operator (+) is not allowed in this context', { position });
  }
}
