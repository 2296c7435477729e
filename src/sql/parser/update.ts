import type { Assignment, NamePart, Update, WithClause } from '#sql/ast.ts';
import { parseFrom } from '#sql/parser/from.ts';
import { parseLabel, parseName, parseQualifiedName, takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseReturning } from '#sql/parser/returning.ts';
import { atBareAlias } from '#sql/parser/table-alias.ts';

/** `[WITH …] UPDATE t [[AS] alias] SET … [FROM …] [WHERE …]`. */
export function parseUpdate(parser: Parser, withClause?: WithClause): Update {
  parser.expect('update');
  const update: Update = { kind: 'update', table: parseQualifiedName(parser), set: [], from: [] };
  if (withClause !== undefined) update.with = withClause;
  const alias = parseTargetAlias(parser);
  if (alias !== undefined) update.alias = alias;
  parser.expect('set');
  update.set = parseAssignments(parser);
  if (parser.accept('from')) update.from = parseFrom(parser);
  if (parser.accept('where')) update.where = parser.expression();
  const returning = parseReturning(parser);
  if (returning !== undefined) update.returning = returning;
  return update;
}

/** `[AS] alias` of the table that UPDATE, DELETE or MERGE changes. */
export function parseTargetAlias(parser: Parser): NamePart | undefined {
  if (parser.accept('as')) return parseName(parser);
  return atBareAlias(parser) ? takeName(parser) : undefined;
}

/** `column = value, …`. */
export function parseAssignments(parser: Parser): Assignment[] {
  return parser.list(parseAssignment);
}

function parseAssignment(parser: Parser): Assignment {
  const pos = parser.pos;
  const column = [parseName(parser)];
  while (parser.accept('.')) column.push(parseLabel(parser));
  parser.expect('=');
  const value = parser.expression();
  return { column, value, pos, end: parser.lastEnd };
}
