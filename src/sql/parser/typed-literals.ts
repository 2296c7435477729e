import type { Expression, IntervalLiteral, NamePart, TypedLiteral, TypeName } from '#sql/ast.ts';
import { parseInteger, parseString } from '#sql/parser/literals.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseIntervalFields, parseTypeName } from '#sql/parser/types.ts';

/** Types whose name can be more than one word, or has modifiers before the literal. */
const longTypes = new Set(
  'bit char character date decimal dec double float national nchar numeric nvarchar time timestamp timestamptz timetz varchar'.split(
    ' ',
  ),
);

/** Does a type and then a string follow: `timestamp with time zone '…'`, `double precision '1'`? */
export function startsTypedLiteral(parser: Parser): boolean {
  if (!longTypes.has(parser.word)) return false;
  const next = parser.nextWord();
  if (!/^(?:with|without|precision|varying|character|char|\()?$/.test(next)) return false;
  return parser.ahead(() => skipType(parser) && parser.kind === 'string');
}

/** Steps over words and one modifier list; whether they are a type is told when they are read. */
function skipType(parser: Parser): boolean {
  parser.advance();
  for (let words = 0; words < 4; words++) {
    if (parser.accept('(')) {
      while (parser.kind === 'number' || parser.at(',')) parser.advance();
      if (!parser.accept(')')) return false;
    }
    if (!/^(?:with|without|time|zone|precision|varying|character|char)$/.test(parser.word)) return true;
    parser.advance();
  }
  return true;
}

/** `DATE '2020-01-01'`; `name` is given where the type's name was already read. */
export function parseTypedLiteral(parser: Parser, name?: NamePart[]): TypedLiteral {
  const type = name === undefined ? parseTypeName(parser) : namedType(name);
  const value = parseString(parser);
  return { kind: 'typed-literal', type, value, pos: type.pos, end: parser.lastEnd };
}

function namedType(parts: NamePart[]): TypeName {
  const last = parts[parts.length - 1]!;
  const type: TypeName = { name: last.name, modifiers: [], pos: parts[0]!.pos, end: last.end };
  if (parts.length > 1) type.schema = parts[0]!.name;
  return type;
}

/** INTERVAL is a name unless a literal follows. */
export function startsInterval(parser: Parser): boolean {
  return parser.at('interval') && parser.ahead(() => skipType(parser) && parser.kind === 'string');
}

/** `INTERVAL '3 days'`, `INTERVAL '1' DAY TO SECOND(3)`, `INTERVAL(3) '…'`. */
export function parseInterval(parser: Parser): Expression {
  const node: IntervalLiteral = { kind: 'interval', value: '', pos: parser.pos, end: 0 };
  parser.expect('interval');
  if (parser.accept('(')) {
    node.precision = parseInteger(parser);
    parser.expect(')');
  }
  node.value = parseString(parser);
  const qualifier = parseIntervalFields(parser);
  if (qualifier !== undefined) {
    node.fields = qualifier.fields;
    if (qualifier.precision !== undefined) node.precision = qualifier.precision;
  }
  node.end = parser.lastEnd;
  return node;
}
