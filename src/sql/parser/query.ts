import type { Expression, ParenthesizedQuery, Query, QueryBody, SetOperation, WithClause } from '#sql/ast.ts';
import { parseName, parseNameList } from '#sql/parser/names.ts';
import { parseOrderBy } from '#sql/parser/order-by.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseSelect } from '#sql/parser/select.ts';

/** A whole query with what may follow it. */
export function parseQuery(parser: Parser): Query {
  parser.enter();
  const pos = parser.pos;
  const withClause = parser.at('with') ? parseWith(parser) : undefined;
  const query = finishQuery(parser, parseUnions(parser), pos);
  if (withClause !== undefined) query.with = withClause;
  parser.leave();
  return query;
}

/** A query whose WITH clause was read already, because UPDATE and DELETE may have one too. */
export function parseQueryAfterWith(parser: Parser, withClause: WithClause, pos: number): Query {
  const query = finishQuery(parser, parseUnions(parser), pos);
  query.with = withClause;
  return query;
}

/** Goes on after `(query)`, which was read already. */
export function parseAfterQuery(parser: Parser, first: ParenthesizedQuery): Query {
  return finishQuery(parser, continueUnions(parser, continueIntersects(parser, first)), first.pos);
}

function finishQuery(parser: Parser, body: QueryBody, pos: number): Query {
  const query: Query = { kind: 'query', body, orderBy: [], pos, end: 0 };
  if (parser.at('order')) query.orderBy = parseOrderBy(parser);
  for (;;) {
    if (query.limit === undefined && parser.accept('limit')) query.limit = parseLimit(parser);
    else if (query.offset === undefined && parser.accept('offset')) query.offset = parseOffset(parser);
    else break;
  }
  if (parser.at('for')) query.locking = parseLocking(parser);
  query.end = parser.lastEnd;
  return query;
}

function parseLimit(parser: Parser): Expression | 'all' {
  return parser.accept('all') ? 'all' : parser.expression();
}

function parseOffset(parser: Parser): Expression {
  const offset = parser.expression();
  if (!parser.accept('rows')) parser.accept('row');
  return offset;
}

/** `FOR UPDATE [OF t] [NOWAIT]`, `FOR SHARE`, kept as text. */
function parseLocking(parser: Parser): string {
  const pos = parser.pos;
  parser.expect('for');
  parser.expectOneOf(['update', 'share'] as const);
  if (parser.accept('of')) parser.list(parseName);
  parser.accept('nowait');
  return parser.textSince(pos);
}

/** `WITH [RECURSIVE] name [(columns)] AS (…), …`. */
export function parseWith(parser: Parser): WithClause {
  const pos = parser.pos;
  parser.expect('with');
  const recursive = parser.at('recursive') && parser.nextWord() !== 'as' && parser.accept('recursive');
  const ctes = parser.list(parseCommonTable);
  return { recursive, ctes, pos, end: parser.lastEnd };
}

function parseCommonTable(parser: Parser): WithClause['ctes'][number] {
  const name = parseName(parser);
  const columns = parser.at('(') ? parseNameList(parser) : undefined;
  parser.expectAll('as', '(');
  const query = parseCommonTableBody(parser);
  parser.expect(')');
  return columns === undefined ? { name, query } : { name, columns, query };
}

/** INSERT, UPDATE and DELETE are read so that they can be refused by name. */
function parseCommonTableBody(parser: Parser): WithClause['ctes'][number]['query'] {
  if (!parser.atAny(['insert', 'update', 'delete'])) return parser.query();
  const statement = parser.statement();
  if (statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete') {
    return statement;
  }
  throw parser.syntaxError();
}

/** UNION, EXCEPT and MINUS group from the left; INTERSECT binds tighter. */
function parseUnions(parser: Parser): QueryBody {
  return continueUnions(parser, parseIntersects(parser));
}

function continueUnions(parser: Parser, first: QueryBody): QueryBody {
  let left = first;
  for (let terms = 1; ; terms++) {
    const operator = parser.acceptOneOf(['union', 'except', 'minus'] as const);
    if (operator === undefined) return left;
    parser.checkChain(terms);
    left = setOperation(parser, operator, left, parseIntersects);
  }
}

function parseIntersects(parser: Parser): QueryBody {
  return continueIntersects(parser, parseQueryPrimary(parser));
}

function continueIntersects(parser: Parser, first: QueryBody): QueryBody {
  let left = first;
  for (let terms = 1; parser.accept('intersect'); terms++) {
    parser.checkChain(terms);
    left = setOperation(parser, 'intersect', left, parseQueryPrimary);
  }
  return left;
}

function setOperation(
  parser: Parser,
  operator: SetOperation['operator'],
  left: QueryBody,
  parseRight: (parser: Parser) => QueryBody,
): SetOperation {
  const all = parser.accept('all');
  if (!all) parser.accept('distinct');
  const right = parseRight(parser);
  return { kind: 'set-operation', operator, all, left, right, pos: left.pos, end: parser.lastEnd };
}

function parseQueryPrimary(parser: Parser): QueryBody {
  if (!parser.at('(')) return parseSelect(parser);
  const pos = parser.pos;
  parser.advance();
  const query = parseQuery(parser);
  parser.expect(')');
  return { kind: 'parenthesized', query, pos, end: parser.lastEnd };
}
