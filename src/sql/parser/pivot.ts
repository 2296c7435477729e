import type { Expression, NamePart, Pivot, TableExpression, Unpivot } from '#sql/ast.ts';
import { parseCall } from '#sql/parser/function-call.ts';
import { atName, parseLabel, parseName, takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTableAlias } from '#sql/parser/table-alias.ts';

/** PIVOT and UNPIVOT operators after a relation. */
export function parsePivots(parser: Parser, table: TableExpression): TableExpression {
  let source = table;
  for (;;) {
    if (parser.at('pivot')) source = parsePivot(parser, source);
    else if (parser.at('unpivot')) source = parseUnpivot(parser, source);
    else return source;
  }
}

/** `PIVOT (agg(x) [AS a], … FOR column IN (value [AS name], …))`. */
function parsePivot(parser: Parser, source: TableExpression): Pivot {
  parser.expectAll('pivot', '(');
  const aggregates = parser.list(parseAggregate);
  parser.expect('for');
  const column = [parseName(parser)];
  while (parser.accept('.')) column.push(parseLabel(parser));
  parser.expect('in');
  const values = parser.parenthesizedList(parseValue);
  parser.expect(')');
  const pivot: Pivot = { kind: 'pivot', source, aggregates, column, values, pos: source.pos, end: 0 };
  return finish(parser, pivot);
}

function finish<Node extends Pivot | Unpivot>(parser: Parser, node: Node): Node {
  const alias = parseTableAlias(parser);
  if (alias !== undefined) node.alias = alias;
  node.end = parser.lastEnd;
  return node;
}

function parseAggregate(parser: Parser): Pivot['aggregates'][number] {
  const call = parseCall(parser);
  const alias = parseAlias(parser);
  return alias === undefined ? { call } : { call, alias };
}

function parseValue(parser: Parser): Pivot['values'][number] {
  const value = parser.expression();
  const alias = parseAlias(parser);
  return alias === undefined ? { value } : { value, alias };
}

function parseAlias(parser: Parser): NamePart | undefined {
  if (parser.accept('as')) return parseLabel(parser);
  return atName(parser) ? takeName(parser) : undefined;
}

/** `UNPIVOT [INCLUDE | EXCLUDE NULLS] (value FOR name IN (column [AS label], …))`. */
function parseUnpivot(parser: Parser, source: TableExpression): Unpivot {
  parser.expect('unpivot');
  const nulls = parser.acceptOneOf(['include', 'exclude'] as const);
  if (nulls !== undefined) parser.expect('nulls');
  parser.expect('(');
  const valueColumn = parseName(parser);
  parser.expect('for');
  const nameColumn = parseName(parser);
  parser.expect('in');
  const columns = parser.parenthesizedList(parseColumn);
  parser.expect(')');
  const span = { pos: source.pos, end: 0 };
  const includeNulls = nulls === 'include';
  return finish(parser, { kind: 'unpivot', source, includeNulls, valueColumn, nameColumn, columns, ...span });
}

function parseColumn(parser: Parser): Unpivot['columns'][number] {
  const name = parseName(parser);
  if (!parser.accept('as') && !atName(parser) && parser.kind !== 'string') return { name };
  return { name, alias: parseColumnLabel(parser) };
}

/** The label that stands for the column: a literal, or a name. */
function parseColumnLabel(parser: Parser): Expression {
  return parser.expression();
}
