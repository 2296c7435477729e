import type { Expression } from '#sql/ast.ts';
import { parseLabel } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { precedence } from '#sql/parser/precedence.ts';

/** `x IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM y`, `x ISNULL`, `x NOTNULL`. */
export function parseIs(parser: Parser, operand: Expression): Expression {
  const pos = operand.pos;
  if (!parser.at('is')) {
    const negated = parser.at('notnull');
    parser.advance();
    return { kind: 'is', operand, test: 'null', negated, pos, end: parser.lastEnd };
  }
  parser.advance();
  const negated = parser.accept('not');
  if (parser.acceptAll('distinct', 'from')) {
    const right = parser.operators(precedence.is + 1);
    return { kind: 'is', operand, test: 'distinct from', negated, right, pos, end: parser.lastEnd };
  }
  const test = parser.expectOneOf(['null', 'true', 'false', 'unknown'] as const);
  return { kind: 'is', operand, test, negated, pos, end: parser.lastEnd };
}

/** `x AT TIME ZONE zone`. */
export function parseAtTimeZone(parser: Parser, operand: Expression): Expression {
  parser.expectAll('at', 'time', 'zone');
  const zone = parser.operators(precedence.at + 1);
  return { kind: 'at-time-zone', operand, zone, pos: operand.pos, end: parser.lastEnd };
}

/** `x COLLATE name`; of `pg_catalog.default`, which psql sends, the last part is kept. */
export function parseCollate(parser: Parser, operand: Expression): Expression {
  parser.expect('collate');
  let collation = parseLabel(parser).name;
  while (parser.accept('.')) collation = parseLabel(parser).name;
  return { kind: 'collate', operand, collation, pos: operand.pos, end: parser.lastEnd };
}

/** `(a, b) OVERLAPS (c, d)` is the function `overlaps(a, b, c, d)`. */
export function parseOverlaps(parser: Parser, left: Expression): Expression {
  const refused = parser.syntaxError();
  parser.expect('overlaps');
  const right = parser.operators(precedence.overlaps + 1);
  if (left.kind !== 'row' || right.kind !== 'row') throw refused;
  const args = [...left.items, ...right.items];
  return { kind: 'call', name: 'overlaps', args, pos: left.pos, end: parser.lastEnd };
}
