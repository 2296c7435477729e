import type { TypeName } from '#sql/ast.ts';
import { parseInteger } from '#sql/parser/literals.ts';
import { parseLabel, parseName, takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** Reserved words that are types all the same. */
const reservedTypes = new Set(['binary']);
const intervalUnits = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** Continues a type's name: `character` to `character varying`. */
const secondWords = new Map(
  Object.entries({
    double: 'precision',
    character: 'varying',
    char: 'varying',
    nchar: 'varying',
    binary: 'varying',
    bit: 'varying',
  }),
);

/** A type as written, with its modifiers: `numeric(10, 2)`, `timestamp with time zone`, `varchar(max)`. */
export function parseTypeName(parser: Parser): TypeName {
  const pos = parser.pos;
  // RETURNS SETOF x and `x%TYPE` are not Redshift's: left to fail at the next word.
  const type: TypeName = { name: '', modifiers: [], pos, end: pos };
  readTypeWords(parser, type);
  if (type.name === 'interval') readIntervalType(parser, type);
  else if (parser.at('(')) type.modifiers = parseModifiers(parser);
  if (type.name === 'time' || type.name === 'timestamp') readTimeZone(parser, type);
  readArrayBounds(parser, type);
  type.end = parser.lastEnd;
  return type;
}

function readTypeWords(parser: Parser, type: TypeName): void {
  const first = reservedTypes.has(parser.word) ? takeName(parser) : parseName(parser);
  type.name = first.name;
  if (first.quoted) {
    if (first.name === 'char') type.name = '"char"';
  } else if (first.name === 'national' && parser.atAny(['character', 'char'])) {
    type.name = `national ${takeName(parser).name}`;
    if (parser.accept('varying')) type.name += ' varying';
  } else {
    const second = secondWords.get(first.name);
    if (second !== undefined && parser.accept(second)) type.name += ` ${second}`;
  }
  if (parser.accept('.')) {
    type.schema = type.name;
    const last = parseLabel(parser);
    type.name = last.quoted && last.name === 'char' ? '"char"' : last.name;
  }
}

function parseModifiers(parser: Parser): TypeName['modifiers'] {
  return parser.parenthesizedList((p) => (p.accept('max') ? 'max' : parseInteger(p)));
}

function readTimeZone(parser: Parser, type: TypeName): void {
  for (const word of ['with', 'without']) {
    if (parser.acceptAll(word, 'time', 'zone')) type.name += ` ${word} time zone`;
  }
}

function readIntervalType(parser: Parser, type: TypeName): void {
  if (parser.at('(')) type.modifiers = parseModifiers(parser);
  const qualifier = parseIntervalFields(parser);
  if (qualifier === undefined) return;
  type.intervalFields = qualifier.fields;
  if (qualifier.precision !== undefined) type.modifiers = [qualifier.precision];
}

/** `YEAR`, `DAY TO SECOND(3)` … after INTERVAL; undefined where none stands. */
export function parseIntervalFields(parser: Parser): { fields: string; precision?: number } | undefined {
  let fields: string | undefined = parser.acceptOneOf(intervalUnits);
  if (fields === undefined) return undefined;
  if (parser.accept('to')) fields += ` to ${parser.expectOneOf(intervalUnits)}`;
  if (!fields.endsWith('second') || !parser.accept('(')) return { fields };
  const precision = parseInteger(parser);
  parser.expect(')');
  return { fields, precision };
}

function readArrayBounds(parser: Parser, type: TypeName): void {
  while (parser.accept('[')) {
    if (parser.kind === 'number') parseInteger(parser);
    parser.expect(']');
    type.array = true;
  }
}
