import type { Unload } from '#sql/ast.ts';
import { parseString } from '#sql/parser/literals.ts';
import { unloadOptions } from '#sql/parser/load-option-tables.ts';
import { parseLoadOptions } from '#sql/parser/load-options.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `UNLOAD ('query') TO 'url' options`. The query is not read here: it is text until it runs. */
export function parseUnload(parser: Parser): Unload {
  parser.expectAll('unload', '(');
  const queryPos = contentStart(parser);
  const query = parseString(parser);
  parser.expectAll(')', 'to');
  const toPos = parser.pos;
  const to = parseString(parser);
  return { kind: 'unload', query, queryPos, to, toPos, options: parseLoadOptions(parser, unloadOptions) };
}

/** Offset of a string literal's first character, after its quote or dollar tag. */
function contentStart(parser: Parser): number {
  const opening = /^(?:[a-z]?'|\$[^$]*\$)/i.exec(parser.text.slice(parser.pos, parser.pos + 200));
  return parser.pos + (opening?.[0].length ?? 0);
}
