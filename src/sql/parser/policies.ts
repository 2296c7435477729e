import type { NamedStatement } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseNamed } from '#sql/parser/rest.ts';

/** `{ATTACH | DETACH} {RLS | MASKING} POLICY …`. DuckDB's `ATTACH 'file'` is a syntax error at the file. */
export function parseAttach(parser: Parser): NamedStatement {
  const pos = parser.pos;
  const word = parser.expectOneOf(['attach', 'detach'] as const);
  const policy = parser.expectOneOf(['rls', 'masking'] as const);
  parser.expect('policy');
  return parseNamed(parser, `${word} ${policy} policy`.toUpperCase(), pos);
}

/** `DESC {DATASHARE | IDENTITY PROVIDER} …`. */
export function parseDescribe(parser: Parser): NamedStatement {
  const pos = parser.pos;
  parser.expect('desc');
  if (parser.acceptAll('identity', 'provider')) return parseNamed(parser, 'DESC IDENTITY PROVIDER', pos);
  parser.expect('datashare');
  return parseNamed(parser, 'DESC DATASHARE', pos);
}
