import type { Comment, QualifiedName } from '#sql/ast.ts';
import { parseString } from '#sql/parser/literals.ts';
import { parseLabel, parseName, parseNameText, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseArgumentTypes } from '#sql/parser/routine-arguments.ts';

const objects = [
  'table',
  'column',
  'view',
  'schema',
  'database',
  'constraint',
  'function',
  'procedure',
] as const;

/** `COMMENT ON object IS {'text' | NULL}`. */
export function parseComment(parser: Parser): Comment {
  parser.expectAll('comment', 'on');
  const object = parser.expectOneOf(objects);
  const target = parseTarget(parser, object);
  parser.expect('is');
  const text = parser.accept('null') ? null : parseString(parser);
  return { kind: 'comment', object, ...target, text };
}

function parseTarget(
  parser: Parser,
  object: Comment['object'],
): Pick<Comment, 'name' | 'part' | 'argumentTypes'> {
  if (object === 'column') return parseColumn(parser);
  if (object === 'constraint') {
    const part = parseNameText(parser);
    parser.expect('on');
    return { name: parseQualifiedName(parser), part };
  }
  const name = parseQualifiedName(parser);
  const isRoutine = object === 'function' || object === 'procedure';
  return isRoutine ? { name, argumentTypes: parseArgumentTypes(parser) } : { name };
}

/** `[[database.]schema.]table.column`. */
function parseColumn(parser: Parser): Pick<Comment, 'name' | 'part'> {
  const parts = [parser.kind === 'temporary' ? parseQualifiedName(parser) : parseName(parser)];
  const pos = parts[0]!.pos;
  while (parts.length < 4 && parser.accept('.')) parts.push(parseLabel(parser));
  const column = parts.pop()!;
  const table = parts.pop();
  if (table === undefined) throw parser.syntaxError();
  const name: QualifiedName = { name: table.name, pos, end: table.end };
  const schema = parts.pop()?.name;
  const database = parts.pop()?.name;
  if (schema !== undefined) name.schema = schema;
  if (database !== undefined) name.database = database;
  if (name.name.startsWith('#')) name.temporary = true;
  return { name, part: column.name };
}
