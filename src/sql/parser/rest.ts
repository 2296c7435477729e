import type { NamedStatement } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** Steps over the tokens up to the `;` or the end; returns the source text since `pos`. */
export function skipStatement(parser: Parser, pos: number): string {
  while (!parser.atEnd() && !parser.at(';')) parser.advance();
  return parser.textSince(pos);
}

/** A documented statement that is known by name only. */
export function parseNamed(parser: Parser, name: string, pos: number): NamedStatement {
  return { kind: 'named', name, text: skipStatement(parser, pos) };
}
