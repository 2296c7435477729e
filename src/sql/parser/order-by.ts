import type { OrderItem } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `ORDER BY item, …`; the current token is ORDER. */
export function parseOrderBy(parser: Parser): OrderItem[] {
  parser.expectAll('order', 'by');
  return parser.list(parseOrderItem);
}

function parseOrderItem(parser: Parser): OrderItem {
  const pos = parser.pos;
  const expression = parser.expression();
  const descending = parser.accept('desc');
  if (!descending) parser.accept('asc');
  const item: OrderItem = { expression, direction: descending ? 'desc' : 'asc', pos, end: 0 };
  if (parser.accept('nulls')) item.nulls = parser.expectOneOf(['first', 'last'] as const);
  item.end = parser.lastEnd;
  return item;
}
