import type { ArrayConstructor, Case, Exists } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `CASE [x] WHEN a THEN b … [ELSE c] END`. */
export function parseCase(parser: Parser): Case {
  const node: Case = { kind: 'case', branches: [], pos: parser.pos, end: 0 };
  parser.expect('case');
  if (!parser.at('when')) node.operand = parser.expression();
  do {
    parser.expect('when');
    const when = parser.expression();
    parser.expect('then');
    // biome-ignore lint/suspicious/noThenProperty: the tree names CASE's parts by their words.
    node.branches.push({ when, then: parser.expression() });
  } while (parser.at('when'));
  if (parser.accept('else')) node.else = parser.expression();
  parser.expect('end');
  node.end = parser.lastEnd;
  return node;
}

/** `EXISTS (query)`. */
export function parseExists(parser: Parser): Exists {
  const pos = parser.pos;
  parser.expectAll('exists', '(');
  const query = parser.query();
  parser.expect(')');
  return { kind: 'exists', query, pos, end: parser.lastEnd };
}

/** `ARRAY[a, b]`. */
export function parseArray(parser: Parser): ArrayConstructor {
  const pos = parser.pos;
  parser.expectAll('array', '[');
  const items = parser.at(']') ? [] : parser.list((p) => p.expression());
  parser.expect(']');
  return { kind: 'array', items, pos, end: parser.lastEnd };
}
