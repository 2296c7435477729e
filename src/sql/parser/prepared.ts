import type { Deallocate, Execute, Explain, Prepare } from '#sql/ast.ts';
import { parseNameText } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** What may be prepared or explained. */
const runnable = ['select', 'insert', 'update', 'delete', 'merge', 'create-table-as', 'execute', 'unload'];

/** `PREPARE name [(types)] AS statement`. */
export function parsePrepare(parser: Parser): Prepare {
  parser.expect('prepare');
  const name = parseNameText(parser);
  const types = parser.at('(') ? parser.parenthesizedList(parseTypeName) : [];
  parser.expect('as');
  const statement = parseRunnable(parser);
  const text = parser.text.slice(statement.pos, statement.end);
  return { kind: 'prepare', name, types, statement, text };
}

function parseRunnable(parser: Parser): Prepare['statement'] {
  const refused = parser.syntaxError();
  const statement = parser.statement();
  if (!runnable.includes(statement.kind)) throw refused;
  return statement;
}

/** `EXECUTE name [(values)]`. */
export function parseExecute(parser: Parser): Execute {
  parser.expect('execute');
  const name = parseNameText(parser);
  const args = parser.at('(') ? parser.parenthesizedList((p) => p.expression()) : [];
  return { kind: 'execute', name, args };
}

/** `DEALLOCATE [PREPARE] name | ALL`. */
export function parseDeallocate(parser: Parser): Deallocate {
  parser.expect('deallocate');
  parser.accept('prepare');
  return { kind: 'deallocate', name: parser.accept('all') ? 'all' : parseNameText(parser) };
}

/** `EXPLAIN [ANALYZE] [VERBOSE] statement`. */
export function parseExplain(parser: Parser): Explain {
  parser.expect('explain');
  const analyze = parser.acceptOneOf(['analyze', 'analyse'] as const) !== undefined;
  const verbose = parser.accept('verbose');
  const explain: Explain = { kind: 'explain', verbose, statement: parseRunnable(parser) };
  if (analyze) explain.analyze = true;
  return explain;
}
