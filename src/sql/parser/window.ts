import type { FrameBound, FunctionCall, WindowFrame, WindowSpecification } from '#sql/ast.ts';
import { atName, parseName } from '#sql/parser/names.ts';
import { parseOrderBy } from '#sql/parser/order-by.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `OVER (…)` or `OVER name`. */
export function parseOver(parser: Parser): NonNullable<FunctionCall['over']> {
  parser.expect('over');
  return parser.at('(') ? parseWindowSpecification(parser) : { name: parseName(parser).name };
}

/** `([name] [PARTITION BY …] [ORDER BY …] [frame])`. */
export function parseWindowSpecification(parser: Parser): WindowSpecification {
  const window: WindowSpecification = { partitionBy: [], orderBy: [], pos: parser.pos, end: 0 };
  parser.expect('(');
  if (atName(parser) && !startsFrame(parser)) window.base = parseName(parser).name;
  if (parser.accept('partition')) {
    parser.expect('by');
    window.partitionBy = parser.list((p) => p.expression());
  }
  if (parser.at('order')) window.orderBy = parseOrderBy(parser);
  if (startsFrame(parser)) window.frame = parseFrame(parser);
  parser.expect(')');
  window.end = parser.lastEnd;
  return window;
}

const units = ['rows', 'range', 'groups'] as const;

function startsFrame(parser: Parser): boolean {
  return parser.atAny(units) && parser.nextWord() !== ')';
}

function parseFrame(parser: Parser): WindowFrame {
  const pos = parser.pos;
  const unit = parser.expectOneOf(units);
  if (!parser.accept('between')) {
    const from = parseBound(parser);
    return { unit, from, pos, end: parser.lastEnd };
  }
  const from = parseBound(parser);
  parser.expect('and');
  const to = parseBound(parser);
  return { unit, from, to, pos, end: parser.lastEnd };
}

function parseBound(parser: Parser): FrameBound {
  if (parser.acceptAll('current', 'row')) return { kind: 'current row' };
  const directions = ['preceding', 'following'] as const;
  if (parser.accept('unbounded')) {
    return { kind: `unbounded ${parser.expectOneOf(directions)}` };
  }
  const offset = parser.expression();
  return { kind: parser.expectOneOf(directions), offset };
}
