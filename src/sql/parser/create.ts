import { parseCreateTable } from '#sql/parser/create-table.ts';
import type { Parser } from '#sql/parser/parser.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';

/** CREATE of anything. */
export function parseCreate(parser: Parser): StatementBody {
  parser.expect('create');
  const temporary = parseTemporary(parser);
  if (parser.accept('table')) return parseCreateTable(parser, temporary);
  throw parser.syntaxError();
}

/** `[LOCAL | GLOBAL] {TEMP | TEMPORARY}`. */
function parseTemporary(parser: Parser): boolean {
  const scoped = parser.acceptOneOf(['local', 'global'] as const) !== undefined;
  const temporary = parser.acceptOneOf(['temp', 'temporary'] as const) !== undefined;
  if (scoped && !temporary) throw parser.syntaxError();
  return temporary;
}
