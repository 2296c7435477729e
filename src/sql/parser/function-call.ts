import type { Expression, FunctionCall, NamePart, OrderItem } from '#sql/ast.ts';
import { parseLabel, takeName } from '#sql/parser/names.ts';
import { parseOrderBy } from '#sql/parser/order-by.ts';
import { startsQuery } from '#sql/parser/parenthesized.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseOver } from '#sql/parser/window.ts';

/** `[schema.]name(…)` with everything that may follow it. */
export function parseCall(parser: Parser): FunctionCall {
  const pos = parser.pos;
  if (parser.kind !== 'word' && parser.kind !== 'quoted') throw parser.syntaxError();
  const parts = [takeName(parser)];
  while (parser.accept('.')) parts.push(parseLabel(parser));
  return parseCallAfterName(parser, parts, pos);
}

/** The call whose name was read and whose `(` is the current token. */
export function parseCallAfterName(parser: Parser, parts: NamePart[], pos: number): FunctionCall {
  const call: FunctionCall = { kind: 'call', name: parts[parts.length - 1]!.name, args: [], pos, end: 0 };
  // A database in front of the schema can only be the session's own; the schema is what decides.
  if (parts.length > 1) call.schema = parts[parts.length - 2]!.name;
  parser.expect('(');
  if (parser.at('*') && parser.nextWord() === ')') {
    parser.advance();
    call.star = true;
  } else if (!parser.at(')')) {
    readArguments(parser, call);
  }
  parser.expect(')');
  readAfterCall(parser, call);
  call.end = parser.lastEnd;
  return call;
}

function readArguments(parser: Parser, call: FunctionCall): void {
  if (parser.accept('distinct')) call.distinct = true;
  else parser.accept('all');
  if (startsQuery(parser)) call.args.push(parseQueryArgument(parser));
  else readArgumentList(parser, call);
  readNulls(parser, call);
  if (parser.at('order')) call.orderBy = parseOrderBy(parser);
  readNulls(parser, call);
}

function readArgumentList(parser: Parser, call: FunctionCall): void {
  do {
    const name = argumentName(parser);
    if (name !== undefined) {
      call.argumentNames ??= [];
      call.argumentNames[call.args.length] = name;
    }
    call.args.push(parser.expression());
  } while (parser.accept(','));
}

/** `name =>` or `name :=` before an argument. */
function argumentName(parser: Parser): string | undefined {
  if (parser.kind !== 'word' && parser.kind !== 'quoted') return undefined;
  const next = parser.nextWord();
  if (next !== '=>' && next !== ':=') return undefined;
  const { name } = takeName(parser);
  parser.advance();
  return name;
}

/** `ARRAY(SELECT …)`: a query as the only argument. */
function parseQueryArgument(parser: Parser): Expression {
  const pos = parser.pos;
  const query = parser.query();
  return { kind: 'subquery', query, pos, end: parser.lastEnd };
}

function readNulls(parser: Parser, call: FunctionCall): void {
  if (!parser.at('ignore') && !parser.at('respect')) return;
  call.nulls = parser.at('ignore') ? 'ignore' : 'respect';
  parser.advance();
  parser.expect('nulls');
}

/** WITHIN GROUP, FILTER, IGNORE NULLS and OVER, each at most once. */
function readAfterCall(parser: Parser, call: FunctionCall): void {
  if (parser.at('within') && parser.nextWord() === 'group') call.withinGroup = parseWithinGroup(parser);
  if (parser.at('filter') && parser.nextWord() === '(') call.filter = parseFilter(parser);
  readNulls(parser, call);
  if (parser.at('over')) call.over = parseOver(parser);
}

function parseWithinGroup(parser: Parser): OrderItem[] {
  parser.expectAll('within', 'group', '(');
  const items = parseOrderBy(parser);
  parser.expect(')');
  return items;
}

function parseFilter(parser: Parser): Expression {
  parser.expectAll('filter', '(', 'where');
  const condition = parser.expression();
  parser.expect(')');
  return condition;
}
