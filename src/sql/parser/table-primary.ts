import type {
  NamePart,
  Query,
  SuperUnpivot,
  TableExpression,
  TableFunction,
  TableReference,
} from '#sql/ast.ts';
import { callableReservedWords } from '#sql/keywords.ts';
import { parseCallAfterName } from '#sql/parser/function-call.ts';
import { parseLabel, parseName, takeName } from '#sql/parser/names.ts';
import { continuesQuery, startsQuery } from '#sql/parser/parenthesized.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parsePivots } from '#sql/parser/pivot.ts';
import { parseSuffixes } from '#sql/parser/primary.ts';
import { atBareAlias, parseTableAlias } from '#sql/parser/table-alias.ts';

interface JoinRules {
  parseTableExpression(parser: Parser): TableExpression;
  continueJoins(parser: Parser, first: TableExpression): TableExpression;
}

/** A relation, subquery, function, or joined relations in parentheses, with alias and PIVOT. */
export function parseTablePrimary(parser: Parser, joins: JoinRules): TableExpression {
  return parsePivots(parser, parseUnpivoted(parser, joins));
}

function parseUnpivoted(parser: Parser, joins: JoinRules): TableExpression {
  if (parser.at('(')) return parseParenthesis(parser, joins);
  if (parser.at('unpivot')) return parseSuperUnpivot(parser);
  if (parser.at('lateral')) {
    const next = parser.nextWord();
    if (next === '(' || isName(parser, next)) return parseLateral(parser, joins);
  }
  // VALUES is a row source of INSERT alone, and no function.
  if (parser.at('values') && parser.nextWord() === '(') throw parser.syntaxError();
  if (parser.at('only') && parser.nextWord() !== '.') return parseOnly(parser);
  return parseNamedTable(parser, false);
}

/** `lateral` may also be a table's name: then a comma, alias or clause follows. */
function isName(parser: Parser, next: string): boolean {
  if (next === '') return false;
  return parser.ahead(() => {
    parser.advance();
    if (parser.kind !== 'word') return false;
    parser.advance();
    return parser.at('(') || parser.at('.');
  });
}

function parseLateral(parser: Parser, joins: JoinRules): TableExpression {
  const pos = parser.pos;
  parser.expect('lateral');
  const table = parser.at('(') ? parseParenthesis(parser, joins) : parseNamedTable(parser, true);
  if (table.kind === 'subselect') table.lateral = true;
  else if (table.kind !== 'table-function') throw parser.syntaxError();
  table.pos = pos;
  return table;
}

function parseParenthesis(parser: Parser, joins: JoinRules): TableExpression {
  const pos = parser.pos;
  const inner = parseQueryOrJoins(parser, joins);
  if (inner.kind === 'query') return subselect(parser, inner, pos);
  const isNamed = inner.kind === 'join' && (parser.at('as') || atBareAlias(parser));
  return isNamed ? subselect(parser, allOf(inner, pos, parser.lastEnd), pos) : inner;
}

/** Joined relations with a name of their own show what `SELECT *` of them does. */
function allOf(table: TableExpression, pos: number, end: number): Query {
  const star = { kind: 'star' as const, qualifier: [], pos, end };
  const items = [{ expression: star, pos, end }];
  const body: Query['body'] = { kind: 'select', distinct: false, items, from: [table], pos, end };
  return { kind: 'query', body, orderBy: [], pos, end };
}

/** As with expressions, what `((…` is shows only after the inner parenthesis. */
function parseQueryOrJoins(parser: Parser, joins: JoinRules): Query | TableExpression {
  parser.enter();
  parser.expect('(');
  let inner: Query | TableExpression;
  if (startsQuery(parser)) inner = parser.query();
  else if (parser.at('(')) inner = parseNested(parser, joins);
  else inner = joins.parseTableExpression(parser);
  parser.expect(')');
  parser.leave();
  return inner;
}

function parseNested(parser: Parser, joins: JoinRules): Query | TableExpression {
  const pos = parser.pos;
  const inner = parseQueryOrJoins(parser, joins);
  if (inner.kind !== 'query') return joins.continueJoins(parser, parsePivots(parser, inner));
  if (continuesQuery(parser)) {
    return parser.afterQuery({ kind: 'parenthesized', query: inner, pos, end: parser.lastEnd });
  }
  return joins.continueJoins(parser, parsePivots(parser, subselect(parser, inner, pos)));
}

function subselect(parser: Parser, query: Query, pos: number): TableExpression {
  const alias = parseTableAlias(parser);
  const end = parser.lastEnd;
  return alias === undefined
    ? { kind: 'subselect', query, lateral: false, pos, end }
    : { kind: 'subselect', query, lateral: false, alias, pos, end };
}

/** PartiQL's `UNPIVOT expr AS value [AT name]`. */
function parseSuperUnpivot(parser: Parser): SuperUnpivot {
  const pos = parser.pos;
  parser.expect('unpivot');
  const operand = parser.expression();
  parser.accept('as');
  const node: SuperUnpivot = { kind: 'super-unpivot', operand, value: parseName(parser), pos, end: 0 };
  if (parser.accept('at')) node.at = parseName(parser);
  node.end = parser.lastEnd;
  return node;
}

/** `ONLY t` or `ONLY (t)`. */
function parseOnly(parser: Parser): TableExpression {
  const pos = parser.pos;
  parser.expect('only');
  const inParentheses = parser.accept('(');
  const table: TableReference = { kind: 'table', parts: parseTableParts(parser), only: true, pos, end: 0 };
  if (inParentheses) parser.expect(')');
  return finishTable(parser, table);
}

/** A table, a SUPER path, or a function call. */
function parseNamedTable(parser: Parser, lateral: boolean): TableExpression {
  const pos = parser.pos;
  const temporary = parser.kind === 'temporary';
  const parts = parseTableParts(parser);
  if (parser.at('(') && !temporary) return parseTableFunction(parser, parts, lateral, pos);
  const table: TableReference = { kind: 'table', parts, pos, end: 0 };
  if (temporary || parts[parts.length - 1]!.name.startsWith('#')) table.temporary = true;
  if (parser.at('[')) {
    table.path = parseSuffixes(parser, { kind: 'reference', parts, pos, end: parser.lastEnd });
  }
  return finishTable(parser, table);
}

function parseTableParts(parser: Parser): NamePart[] {
  const isCall = callableReservedWords.has(parser.word) && parser.nextWord() === '(';
  const parts = [isCall || parser.kind === 'temporary' ? takeName(parser) : parseName(parser)];
  while (parser.accept('.')) {
    parts.push(parser.kind === 'temporary' ? takeName(parser) : parseLabel(parser));
  }
  return parts;
}

function finishTable(parser: Parser, table: TableReference): TableReference {
  // PostgreSQL's `t *`, with descendants, is documented and means nothing.
  parser.accept('*');
  const alias = parseTableAlias(parser);
  if (alias !== undefined) table.alias = alias;
  if (parser.accept('at')) table.at = parseName(parser);
  table.end = parser.lastEnd;
  return table;
}

function parseTableFunction(parser: Parser, parts: NamePart[], lateral: boolean, pos: number): TableFunction {
  const call = parseCallAfterName(parser, parts, pos);
  const alias = parseTableAlias(parser, parts[parts.length - 1]);
  const end = parser.lastEnd;
  return alias === undefined
    ? { kind: 'table-function', call, lateral, pos, end }
    : { kind: 'table-function', call, lateral, alias, pos, end };
}
