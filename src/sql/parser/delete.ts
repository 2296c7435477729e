import type { Delete, WithClause } from '#sql/ast.ts';
import { parseFrom } from '#sql/parser/from.ts';
import { parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseReturning } from '#sql/parser/returning.ts';
import { parseTargetAlias } from '#sql/parser/update.ts';

/** `[WITH …] DELETE [FROM] t [[AS] alias] [{USING | FROM} …] [WHERE …]`. */
export function parseDelete(parser: Parser, withClause?: WithClause): Delete {
  parser.expect('delete');
  parser.accept('from');
  const statement: Delete = { kind: 'delete', table: parseQualifiedName(parser), using: [] };
  if (withClause !== undefined) statement.with = withClause;
  const alias = parseTargetAlias(parser);
  if (alias !== undefined) statement.alias = alias;
  if (parser.accept('using')) statement.using = parseFrom(parser);
  if (parser.accept('where')) statement.where = parser.expression();
  const returning = parseReturning(parser);
  if (returning !== undefined) statement.returning = returning;
  return statement;
}
