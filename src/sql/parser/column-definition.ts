import type { ColumnDefinition, Expression } from '#sql/ast.ts';
import { parseCheck, parseColumnReference } from '#sql/parser/constraints.ts';
import { parseSignedBigint } from '#sql/parser/literals.ts';
import { parseLabel, parseName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** `name type` with attributes and constraints in any order. */
export function parseColumnDefinition(parser: Parser): ColumnDefinition {
  const pos = parser.pos;
  const name = parseName(parser);
  const column: ColumnDefinition = { name, type: parseTypeName(parser), pos, end: 0 };
  while (readAttribute(parser, column));
  column.end = parser.lastEnd;
  return column;
}

/** Reads one attribute; false where none stands. */
function readAttribute(parser: Parser, column: ColumnDefinition): boolean {
  const read = parser.kind === 'word' ? attributes.get(parser.word) : undefined;
  if (read === undefined) return false;
  parser.advance();
  read(parser, column);
  return true;
}

/** Column constraints whose names are kept, by their first word. */
const namedConstraints = new Map([
  ['primary', 'primaryKey'],
  ['unique', 'unique'],
  ['references', 'references'],
]);

/** By first word, which has been read. */
type ReadAttribute = (parser: Parser, column: ColumnDefinition) => void;
const attributes: ReadonlyMap<string, ReadAttribute> = new Map<string, ReadAttribute>(
  Object.entries<ReadAttribute>({
    check: (parser, column) => {
      column.check = parseCheck(parser);
    },
    collate: (parser, column) => {
      column.collate = parseLabel(parser).name;
    },
    constraint: (parser, column) => {
      const { name } = parseName(parser);
      // Of NOT NULL and the like the catalog keeps no name.
      const named = namedConstraints.get(parser.word);
      if (named !== undefined) column.constraintNames = { ...column.constraintNames, [named]: name };
    },
    default: readDefault,
    distkey: (_parser, column) => {
      column.distKey = true;
    },
    encode: (parser, column) => {
      column.encode = parseLabel(parser).name;
    },
    generated: (parser, column) => {
      parser.expectAll('by', 'default', 'as', 'identity');
      column.identity = parseIdentity(parser, true);
    },
    identity: (parser, column) => {
      column.identity = parseIdentity(parser, false);
    },
    not: (parser, column) => {
      parser.expect('null');
      column.notNull = true;
    },
    null: (_parser, column) => {
      column.notNull = false;
    },
    primary: (parser, column) => {
      parser.expect('key');
      column.primaryKey = true;
    },
    references: (parser, column) => {
      column.references = parseColumnReference(parser);
    },
    sortkey: (_parser, column) => {
      column.sortKey = true;
    },
    unique: (_parser, column) => {
      column.unique = true;
    },
  }),
);

function readDefault(parser: Parser, column: ColumnDefinition): void {
  const value = parseDefault(parser);
  // `DEFAULT 'x' COLLATE c`: the collation is the column's, not the constant's.
  if (value.expression.kind === 'collate') {
    column.collate = value.expression.collation;
    const { operand } = value.expression;
    column.default = { expression: operand, text: parser.text.slice(operand.pos, operand.end) };
  } else {
    column.default = value;
  }
}

/** The expression after DEFAULT with its source text. */
export function parseDefault(parser: Parser): { expression: Expression; text: string } {
  const pos = parser.pos;
  const expression = parser.expression();
  return { expression, text: parser.textSince(pos) };
}

/** `(seed, step)`, which counts from 1 by 1 where it is left out. */
function parseIdentity(parser: Parser, byDefault: boolean): NonNullable<ColumnDefinition['identity']> {
  if (!parser.at('(')) return { seed: 1n, step: 1n, byDefault };
  parser.expect('(');
  const seed = parseSignedBigint(parser);
  parser.expect(',');
  const step = parseSignedBigint(parser);
  parser.expect(')');
  return { seed, step, byDefault };
}
