import type { NamePart, TableAttributes } from '#sql/ast.ts';
import { parseName, takeName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO and BACKUP, in any order. */
export function parseTableAttributes(parser: Parser): TableAttributes {
  const attributes: TableAttributes = {};
  while (readTableAttribute(parser, attributes));
  return attributes;
}

/** Reads one attribute into `attributes`; false where none stands. */
export function readTableAttribute(parser: Parser, attributes: TableAttributes): boolean {
  switch (parser.word) {
    case 'backup':
      parser.advance();
      attributes.backup = parser.expectOneOf(['yes', 'no'] as const) === 'yes';
      return true;
    case 'diststyle':
      parser.advance();
      attributes.distStyle = parser.expectOneOf(['auto', 'even', 'key', 'all'] as const);
      return true;
    case 'distkey':
      parser.advance();
      attributes.distKey = parseKeyInParentheses(parser);
      return true;
    case 'encode':
      parser.advance();
      parser.expect('auto');
      attributes.encodeAuto = true;
      return true;
    case 'compound':
    case 'interleaved':
    case 'sortkey':
      attributes.sortKey = parseSortKey(parser);
      return true;
    default:
      return false;
  }
}

function parseKeyInParentheses(parser: Parser): NamePart {
  parser.expect('(');
  const key = parseKeyColumn(parser);
  parser.expect(')');
  return key;
}

/** A column, or its number in a materialized view over a stream: `DISTKEY(6)`. */
function parseKeyColumn(parser: Parser): NamePart {
  return parser.kind === 'number' ? takeName(parser) : parseName(parser);
}

/** `[COMPOUND | INTERLEAVED] SORTKEY (columns)`, `SORTKEY AUTO`, and ALTER's `SORTKEY NONE`, which has no columns. */
function parseSortKey(parser: Parser): NonNullable<TableAttributes['sortKey']> {
  const style = parser.acceptOneOf(['compound', 'interleaved'] as const);
  parser.expect('sortkey');
  if (style === undefined && parser.accept('auto')) return { style: 'auto' };
  if (style === undefined && parser.accept('none')) return { style: 'compound', columns: [] };
  const columns = parser.parenthesizedList(parseKeyColumn);
  return { style: style ?? 'compound', columns };
}
