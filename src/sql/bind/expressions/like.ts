import { fail, notSupported } from '#base/errors.ts';
import type { Like } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { castAllowed } from '#sql/bind/expressions/cast-rules.ts';
import { castTo } from '#sql/bind/expressions/coerce.ts';
import { noOperator } from '#sql/bind/expressions/operator-error.ts';
import { posixToEngine, similarToEngine } from '#sql/bind/expressions/pattern.ts';
import { boolType, maxVarchar, type Place, typed } from '#sql/bind/expressions/typed.ts';
import { quoteLiteral } from '#sql/quote.ts';

const operatorWords = { like: '~~', ilike: '~~*', 'similar to': '~', '~': '~', '~*': '~*' };

/** LIKE, ILIKE, SIMILAR TO and the POSIX operators. The escape character is a backslash unless written. */
export function bindLike(expression: Like, place: Place): TypedSql {
  const operand = textOperand(expression.operand, expression, place);
  const pattern = textOperand(expression.pattern, expression, place);
  const escapeLetter = escapeOf(expression, place);
  const sql = matchSql(expression, operand, pattern, escapeLetter);
  return typed(expression.negated ? `(NOT ${sql})` : sql, boolType, [operand, pattern]);
}

function textOperand(part: Like['operand'], { operator }: Like, { binder, scope, clause }: Place): TypedSql {
  const value = binder.bindExpression(part, scope, clause);
  if (value.type.name !== 'super' && !castAllowed(value.type, maxVarchar, 'implicit')) {
    throw noOperator(operatorWords[operator], value.type, { name: 'unknown' }, part.pos);
  }
  const text = castTo(binder, value, maxVarchar, true, part.pos);
  return typeof value.literal === 'string' ? { ...text, literal: value.literal } : text;
}

function escapeOf(expression: Like, { binder, scope, clause }: Place): string {
  const written = expression.escape;
  if (written === undefined) return '\\';
  const { literal } = binder.bindExpression(written, scope, clause);
  if (typeof literal !== 'string') throw notSupported('ESCAPE with an expression', written.pos);
  if ([...literal].length > 1) {
    throw fail('invalid_escape_sequence', 'invalid escape string', {
      hint: 'Escape string must be empty or one character.',
      position: written.pos,
    });
  }
  return literal;
}

function matchSql(expression: Like, operand: TypedSql, pattern: TypedSql, escapeLetter: string): string {
  switch (expression.operator) {
    case 'like':
    case 'ilike':
      return likeSql(expression.operator, operand.sql, pattern, escapeLetter);
    case 'similar to':
      if (typeof pattern.literal !== 'string') {
        throw notSupported('SIMILAR TO with a pattern that is not a constant', expression.pattern.pos);
      }
      return `regexp_full_match(${operand.sql}, ${quoteLiteral(similarToEngine(pattern.literal, escapeLetter))}, 's')`;
    default: {
      const flags = expression.operator === '~*' ? 'is' : 's';
      const text =
        typeof pattern.literal === 'string' ? quoteLiteral(posixToEngine(pattern.literal)) : pattern.sql;
      return `regexp_matches(${operand.sql}, ${text}, '${flags}')`;
    }
  }
}

/** The engine's LIKE has no escape of its own and is quickest without one. */
function likeSql(word: 'like' | 'ilike', operand: string, pattern: TypedSql, escapeLetter: string): string {
  const { literal } = pattern;
  if (escapeLetter === '' || (typeof literal === 'string' && !literal.includes(escapeLetter))) {
    return `(${operand} ${word.toUpperCase()} ${pattern.sql})`;
  }
  return `${word}_escape(${operand}, ${pattern.sql}, ${quoteLiteral(escapeLetter)})`;
}
