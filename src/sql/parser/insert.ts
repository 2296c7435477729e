import type { Expression, Insert, NamePart, Query, Span } from '#sql/ast.ts';
import { parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import { startsQuery } from '#sql/parser/parenthesized.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { finish } from '#sql/parser/pieces.ts';
import { parseReturning } from '#sql/parser/returning.ts';

/** `INSERT INTO t [(columns)] {DEFAULT VALUES | VALUES (…), … | query}`. */
export function parseInsert(parser: Parser): Insert {
  return finish(insertInPieces(parser));
}

/** Rows that are read before others get a turn. */
const rowsPerPiece = 1000;

/** The same in pieces: the rows of one statement may be many megabytes. */
export function* insertInPieces(parser: Parser): Generator<undefined, Insert> {
  parser.expectAll('insert', 'into');
  const insert: Insert = { kind: 'insert', table: parseQualifiedName(parser), source: 'default values' };
  const columns = parseColumns(parser);
  if (columns !== undefined) insert.columns = columns;
  if (!parser.acceptAll('default', 'values')) insert.source = yield* parseSource(parser);
  if (parser.at('on')) insert.onConflict = parseConflict(parser);
  const returning = parseReturning(parser);
  if (returning !== undefined) insert.returning = returning;
  return insert;
}

/** A parenthesis after the table holds columns, unless it holds the query. */
function parseColumns(parser: Parser): NamePart[] | undefined {
  if (!parser.at('(')) return undefined;
  const isQuery = parser.ahead(() => {
    while (parser.at('(')) parser.advance();
    return startsQuery(parser);
  });
  return isQuery ? undefined : parseNameList(parser);
}

function* parseSource(parser: Parser): Generator<undefined, Query> {
  if (!parser.at('values')) return parser.query();
  const pos = parser.pos;
  parser.expect('values');
  const rows = [parseRow(parser)];
  while (parser.accept(',')) {
    rows.push(parseRow(parser));
    if (rows.length % rowsPerPiece === 0) yield;
  }
  const end = parser.lastEnd;
  return { kind: 'query', body: { kind: 'values', rows, pos, end }, orderBy: [], pos, end };
}

function parseRow(parser: Parser): Expression[] {
  return parser.parenthesizedList(parseValue);
}

/** Plain constants, of which large statements consist, are read without the way through the operators. */
function parseValue(parser: Parser): Expression {
  const { kind, pos, end, value } = parser;
  if (kind === 'number' || kind === 'string') {
    const next = parser.text.charCodeAt(end);
    if (next === 44 || next === 41) {
      parser.advance();
      return kind === 'number' ? { kind, text: value, pos, end } : { kind, value, pos, end };
    }
  }
  return parser.expression();
}

/** PostgreSQL's ON CONFLICT, read to be refused by name: its tokens are skipped. */
function parseConflict(parser: Parser): Span {
  const pos = parser.pos;
  parser.expectAll('on', 'conflict');
  while (parser.kind !== 'end' && !parser.at(';') && !parser.at('returning')) parser.advance();
  return { pos, end: parser.lastEnd };
}
