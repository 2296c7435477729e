import type { Expression, Query } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

const queryStarts = ['select', 'with'] as const;
/** Words after `(SELECT …)` that make it the beginning of a larger query. */
const queryContinues = [
  'union',
  'except',
  'minus',
  'intersect',
  'order',
  'limit',
  'offset',
  'for',
  ')',
] as const;

/** Does a query begin here, not counting one in parentheses? */
export function startsQuery(parser: Parser): boolean {
  return parser.atAny(queryStarts);
}

/** Does what follows a parenthesised query belong to a query, rather than to an expression or a join? */
export function continuesQuery(parser: Parser): boolean {
  return parser.atAny(queryContinues);
}

/**
 * `(…)`: the query, or the list of expressions, in the parentheses. What `((SELECT 1) …` is shows only
 * after the inner parenthesis, so it is read once and continued as the one or the other.
 */
export function parseParenthesized(parser: Parser): Query | Expression[] {
  parser.enter();
  parser.expect('(');
  let inner: Query | Expression[];
  if (startsQuery(parser)) inner = parser.query();
  else if (parser.at('(')) inner = parseNested(parser);
  else inner = parser.list((p) => p.expression());
  parser.expect(')');
  parser.leave();
  return inner;
}

function parseNested(parser: Parser): Query | Expression[] {
  const pos = parser.pos;
  const inner = parseParenthesized(parser);
  if (!Array.isArray(inner) && continuesQuery(parser)) {
    return parser.afterQuery({ kind: 'parenthesized', query: inner, pos, end: parser.lastEnd });
  }
  const items = [parser.afterOperand(parenthesizedOperand(inner, pos, parser.lastEnd))];
  while (parser.accept(',')) items.push(parser.expression());
  return items;
}

/** The expression that parentheses make: a subquery, a row of several items, or the one item itself. */
export function parenthesizedOperand(inner: Query | Expression[], pos: number, end: number): Expression {
  if (!Array.isArray(inner)) return { kind: 'subquery', query: inner, pos, end };
  return inner.length === 1 ? inner[0]! : { kind: 'row', items: inner, pos, end };
}
