import type { ColumnDefinition, TableConstraint } from '#sql/ast.ts';
import { parseName, parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

const starts = ['constraint', 'primary', 'unique', 'foreign', 'check'] as const;

export function atConstraint(parser: Parser): boolean {
  return parser.atAny(starts);
}

/** `[CONSTRAINT name] PRIMARY KEY (…) | UNIQUE (…) | FOREIGN KEY (…) REFERENCES t [(…)] | CHECK (…)`. */
export function parseTableConstraint(parser: Parser): TableConstraint {
  const pos = parser.pos;
  const name = parser.accept('constraint') ? parseName(parser).name : undefined;
  const constraint = parseConstraintBody(parser, pos);
  if (name !== undefined) constraint.name = name;
  constraint.end = parser.lastEnd;
  return constraint;
}

function parseConstraintBody(parser: Parser, pos: number): TableConstraint {
  const word = parser.expectOneOf(['primary', 'unique', 'foreign', 'check'] as const);
  switch (word) {
    case 'check':
      return { kind: 'check', text: parseCheck(parser), pos, end: 0 };
    case 'unique':
      return { kind: 'unique', columns: parseNameList(parser), pos, end: 0 };
    case 'primary':
      parser.expect('key');
      return { kind: 'primary key', columns: parseNameList(parser), pos, end: 0 };
    default: {
      parser.expect('key');
      const columns = parseNameList(parser);
      parser.expect('references');
      const table = parseQualifiedName(parser);
      const references = parser.at('(') ? parseNameList(parser) : [];
      return { kind: 'foreign key', columns, table, references, pos, end: 0 };
    }
  }
}

/** `(condition)` after CHECK, as text. */
export function parseCheck(parser: Parser): string {
  parser.expect('(');
  const pos = parser.pos;
  parser.expression();
  const text = parser.textSince(pos);
  parser.expect(')');
  return text;
}

/** `t [(column)]` after a column's REFERENCES. */
export function parseColumnReference(parser: Parser): NonNullable<ColumnDefinition['references']> {
  const table = parseQualifiedName(parser);
  if (!parser.accept('(')) return { table };
  const column = parseName(parser);
  parser.expect(')');
  return { table, column };
}
