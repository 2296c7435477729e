import type { CloseCursor, DeclareCursor, Fetch } from '#sql/ast.ts';
import { parseInteger } from '#sql/parser/literals.ts';
import { parseNameText } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `DECLARE name [NO SCROLL] CURSOR [WITHOUT HOLD] FOR query`: the options only say what holds anyway. */
export function parseDeclare(parser: Parser): DeclareCursor {
  parser.expect('declare');
  const name = parseNameText(parser);
  parser.acceptAll('no', 'scroll');
  parser.expect('cursor');
  parser.acceptAll('without', 'hold');
  parser.expect('for');
  const pos = parser.pos;
  const query = parser.query();
  return { kind: 'declare-cursor', name, query, text: parser.textSince(pos) };
}

/** `FETCH [NEXT | ALL | n | FORWARD [n | ALL]] {FROM | IN} cursor`. */
export function parseFetch(parser: Parser): Fetch {
  parser.expect('fetch');
  const count = parseCount(parser);
  parser.acceptOneOf(['from', 'in'] as const);
  return { kind: 'fetch', count, cursor: parseNameText(parser) };
}

function parseCount(parser: Parser): Fetch['count'] {
  if (parser.accept('next')) return 1;
  if (parser.accept('all')) return 'all';
  const forward = parser.accept('forward');
  if (forward && parser.accept('all')) return 'all';
  if (parser.kind === 'number') return parseInteger(parser);
  return 1;
}

/** `CLOSE cursor | ALL`. */
export function parseClose(parser: Parser): CloseCursor {
  parser.expect('close');
  return { kind: 'close', cursor: parser.accept('all') ? 'all' : parseNameText(parser) };
}
