import type { NamePart, TableAlias } from '#sql/ast.ts';
import { atName, parseName, takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** Words that are not reserved, yet begin what follows a relation. QUALIFY is not here: Redshift reads it as an alias. */
const clauseStarts = ['at', 'set', 'returning', 'tablesample'] as const;

/** Can a relation's alias without AS stand here? */
export function atBareAlias(parser: Parser): boolean {
  if (!atName(parser) || parser.atAny(clauseStarts)) return false;
  return !parser.at('window') || !parser.ahead(() => startsWindow(parser));
}

/** `WINDOW name AS`: then the word is no alias. */
function startsWindow(parser: Parser): boolean {
  parser.advance();
  if (!atName(parser)) return false;
  parser.advance();
  return parser.at('as');
}

/** `[AS] name [(columns)]`, or with the column definitions of a record function. */
export function parseTableAlias(parser: Parser, functionName?: NamePart): TableAlias | undefined {
  const explicit = parser.accept('as');
  if (explicit && parser.at('(') && functionName !== undefined) {
    return withColumns(parser, functionName);
  }
  if (!explicit && !atBareAlias(parser)) return undefined;
  const name = explicit ? parseName(parser) : takeName(parser);
  return parser.at('(') ? withColumns(parser, name) : { name };
}

function withColumns(parser: Parser, name: NamePart): TableAlias {
  parser.expect('(');
  const first = parseName(parser);
  if (!parser.at(',') && !parser.at(')')) return { name, definitions: parseDefinitions(parser, first) };
  const columns = [first];
  while (parser.accept(',')) columns.push(parseName(parser));
  parser.expect(')');
  return { name, columns };
}

function parseDefinitions(parser: Parser, first: NamePart): NonNullable<TableAlias['definitions']> {
  const definitions = [{ name: first, type: parseTypeName(parser) }];
  while (parser.accept(',')) definitions.push({ name: parseName(parser), type: parseTypeName(parser) });
  parser.expect(')');
  return definitions;
}
