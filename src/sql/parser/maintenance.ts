import type { Analyze, Cancel, Lock, Truncate, Use, Vacuum } from '#sql/ast.ts';
import { parseInteger, parseNumber, parseString } from '#sql/parser/literals.ts';
import { parseNameList, parseNameText, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `TRUNCATE [TABLE] t`. */
export function parseTruncate(parser: Parser): Truncate {
  parser.expect('truncate');
  parser.accept('table');
  return { kind: 'truncate', table: parseQualifiedName(parser) };
}

/** `ANALYZE [COMPRESSION] [VERBOSE] [t [(columns)]] [{PREDICATE | ALL} COLUMNS] [COMPROWS n]`. */
export function parseAnalyze(parser: Parser): Analyze {
  const pos = parser.pos;
  parser.expectOneOf(['analyze', 'analyse'] as const);
  const statement: Analyze = { kind: 'analyze', compression: parser.accept('compression'), text: '' };
  parser.accept('verbose');
  if (!atStatementEnd(parser) && !atColumnsWord(parser)) {
    statement.table = parseQualifiedName(parser);
    if (parser.at('(')) statement.columns = parseNameList(parser);
  }
  if (statement.compression && parser.accept('comprows')) parseInteger(parser);
  else if (parser.acceptOneOf(['predicate', 'all'] as const) !== undefined) parser.expect('columns');
  statement.text = parser.textSince(pos);
  return statement;
}

function atColumnsWord(parser: Parser): boolean {
  return parser.atAny(['predicate', 'all', 'comprows']) && /^(?:columns|)$/.test(parser.nextWord());
}

function atStatementEnd(parser: Parser): boolean {
  return parser.atEnd() || parser.at(';');
}

/** By the words that begin the modes of VACUUM. */
const vacuumModes: readonly (readonly [readonly string[], Vacuum['mode']])[] = [
  [['full'], 'full'],
  [['sort', 'only'], 'sort only'],
  [['delete', 'only'], 'delete only'],
  [['reindex'], 'reindex'],
  [['recluster'], 'recluster'],
];

/** `VACUUM [mode] [t] [TO n PERCENT] [BOOST]`. */
export function parseVacuum(parser: Parser): Vacuum {
  parser.expect('vacuum');
  const mode = vacuumModes.find(([words]) => parser.acceptAll(...words))?.[1] ?? 'full';
  const statement: Vacuum = { kind: 'vacuum', mode, boost: false };
  if (!atStatementEnd(parser) && !parser.at('to') && !parser.at('boost')) {
    statement.table = parseQualifiedName(parser);
  }
  if (parser.accept('to')) {
    statement.toPercent = parseNumber(parser);
    parser.expect('percent');
  }
  statement.boost = parser.accept('boost');
  return statement;
}

/** `LOCK [TABLE] t, … [IN [ACCESS] EXCLUSIVE MODE]`. */
export function parseLock(parser: Parser): Lock {
  parser.expect('lock');
  parser.accept('table');
  const tables = parser.list(parseQualifiedName);
  // Redshift's only lock is access exclusive, however it is asked for.
  if (parser.accept('in')) {
    parser.accept('access');
    parser.expectAll('exclusive', 'mode');
  }
  return { kind: 'lock', tables };
}

/** `CANCEL pid ['message']`. */
export function parseCancel(parser: Parser): Cancel {
  parser.expect('cancel');
  const pid = parseInteger(parser);
  return parser.kind === 'string'
    ? { kind: 'cancel', pid, message: parseString(parser) }
    : { kind: 'cancel', pid };
}

/** `USE database`. */
export function parseUse(parser: Parser): Use {
  parser.expect('use');
  return { kind: 'use', database: parseNameText(parser) };
}
