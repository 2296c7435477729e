import type { SelectItem } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseSelectItem } from '#sql/parser/select.ts';

/** PostgreSQL's RETURNING, read so that it can be refused by name. */
export function parseReturning(parser: Parser): SelectItem[] | undefined {
  return parser.accept('returning') ? parser.list(parseSelectItem) : undefined;
}
