import type { NamePart, QualifiedName } from '#sql/ast.ts';
import { reservedWords } from '#sql/keywords.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** Can the current token be a column or table name: quoted, or a word that is not reserved? */
export function atName(parser: Parser): boolean {
  return parser.kind === 'word' ? !reservedWords.has(parser.word) : parser.kind === 'quoted';
}

/** Can the current token be a label: quoted, or any word? */
export function atLabel(parser: Parser): boolean {
  return parser.kind === 'word' || parser.kind === 'quoted';
}

/** The current token as a name, whatever it is; then the next one. */
export function takeName(parser: Parser): NamePart {
  const { value, kind, pos, end } = parser;
  parser.advance();
  return { name: value, quoted: kind === 'quoted', pos, end };
}

/** The name of a column, table, schema … */
export function parseName(parser: Parser): NamePart {
  if (!atName(parser)) throw parser.syntaxError();
  return takeName(parser);
}

/** What follows AS or a dot, where reserved words may stand too. */
export function parseLabel(parser: Parser): NamePart {
  if (!atLabel(parser)) throw parser.syntaxError();
  return takeName(parser);
}

export function parseNameList(parser: Parser): NamePart[] {
  return parser.parenthesizedList(parseName);
}

/** A name of which only the text matters: cursor, prepared statement, schema … */
export function parseNameText(parser: Parser): string {
  return parseName(parser).name;
}

/**
 * A user, group or role: a quoted name keeps its case whatever the session says. System roles have a colon
 * (`sys:dba`); CURRENT_USER and SESSION_USER are reserved words, yet name an owner.
 */
export function parsePrincipal(parser: Parser): string {
  const raw = parser.kind === 'quoted' ? parser.rawName : undefined;
  const isReserved = parser.atAny(['current_user', 'session_user']);
  const { name } = isReserved ? takeName(parser) : parseName(parser);
  if (raw !== undefined) return raw;
  return parser.accept(':') ? `${name}:${parseLabel(parser).name}` : name;
}

/** `[[database.]schema.]name`, or `#name`. */
export function parseQualifiedName(parser: Parser): QualifiedName {
  const pos = parser.pos;
  const first = parseRelationPart(parser);
  if (!parser.at('.')) return named(pos, first);
  parser.advance();
  const second = parseLabelOrTemporary(parser);
  if (!parser.accept('.')) return { ...named(pos, second), schema: first.name };
  const third = parseLabelOrTemporary(parser);
  return { ...named(pos, third), schema: second.name, database: first.name };
}

function named(pos: number, part: NamePart): QualifiedName {
  const name: QualifiedName = { name: part.name, pos, end: part.end };
  if (part.name.startsWith('#')) name.temporary = true;
  return name;
}

function parseRelationPart(parser: Parser): NamePart {
  return parser.kind === 'temporary' ? takeName(parser) : parseName(parser);
}

function parseLabelOrTemporary(parser: Parser): NamePart {
  return parser.kind === 'temporary' ? takeName(parser) : parseLabel(parser);
}
