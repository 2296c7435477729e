import type { Expression, Like } from '#sql/ast.ts';
import { parseParenthesized } from '#sql/parser/parenthesized.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { precedence } from '#sql/parser/precedence.ts';

/** `x [NOT] LIKE | ILIKE | SIMILAR TO | IN | BETWEEN …`. */
export function parseNegatable(parser: Parser, operand: Expression): Expression {
  const negated = parser.accept('not');
  const word = parser.word;
  parser.advance();
  switch (word) {
    case 'between':
      return parseBetween(parser, operand, negated);
    case 'in':
      return parseIn(parser, operand, negated);
    case 'similar':
      parser.expect('to');
      return parseLike(parser, operand, 'similar to', negated);
    default:
      return parseLike(parser, operand, word === 'ilike' ? 'ilike' : 'like', negated);
  }
}

function parseLike(
  parser: Parser,
  operand: Expression,
  operator: Like['operator'],
  negated: boolean,
): Expression {
  const pattern = parser.operators(precedence.like + 1);
  const like: Like = { kind: 'like', operator, operand, pattern, negated, pos: operand.pos, end: 0 };
  if (parser.accept('escape')) like.escape = parser.operators(precedence.like + 1);
  like.end = parser.lastEnd;
  return like;
}

function parseBetween(parser: Parser, operand: Expression, negated: boolean): Expression {
  const symmetric = parser.accept('symmetric');
  if (!symmetric) parser.accept('asymmetric');
  const low = parser.operators(precedence.between + 1);
  parser.expect('and');
  const high = parser.operators(precedence.between + 1);
  const pos = operand.pos;
  return { kind: 'between', operand, low, high, negated, symmetric, pos, end: parser.lastEnd };
}

function parseIn(parser: Parser, operand: Expression, negated: boolean): Expression {
  const pos = operand.pos;
  const inner = parseParenthesized(parser);
  const end = parser.lastEnd;
  return Array.isArray(inner)
    ? { kind: 'in', operand, items: inner, negated, pos, end }
    : { kind: 'in-subquery', operand, query: inner, negated, pos, end };
}
