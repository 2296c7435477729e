import type { Delete, QueryStatement, Update } from '#sql/ast.ts';
import { parseDelete } from '#sql/parser/delete.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseQueryAfterWith, parseWith } from '#sql/parser/query.ts';
import { parseUpdate } from '#sql/parser/update.ts';

/** A query as a statement. */
export function parseQueryStatement(parser: Parser): QueryStatement {
  return { kind: 'select', query: parser.query() };
}

/** WITH begins a query, an UPDATE or a DELETE. */
export function parseWithStatement(parser: Parser): QueryStatement | Update | Delete {
  const pos = parser.pos;
  const withClause = parseWith(parser);
  if (parser.at('update')) return parseUpdate(parser, withClause);
  if (parser.at('delete')) return parseDelete(parser, withClause);
  return { kind: 'select', query: parseQueryAfterWith(parser, withClause, pos) };
}
