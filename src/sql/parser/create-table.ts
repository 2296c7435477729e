import type { CreateTable, CreateTableAs, NamePart, QualifiedName } from '#sql/ast.ts';
import { parseColumnDefinition } from '#sql/parser/column-definition.ts';
import { atConstraint, parseTableConstraint } from '#sql/parser/constraints.ts';
import { atName, parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTableAttributes } from '#sql/parser/table-attributes.ts';

/** After `CREATE [TEMP] TABLE`: a table of columns, or of a query (CREATE TABLE AS). */
export function parseCreateTable(parser: Parser, temporaryWord: boolean): CreateTable | CreateTableAs {
  const ifNotExists = parser.acceptAll('if', 'not', 'exists');
  const name = parseQualifiedName(parser);
  const temporary = temporaryWord || name.temporary === true;
  const header = { name, temporary, ifNotExists };
  if (!parser.at('(')) return parseCreateTableAs(parser, header, undefined);
  if (parser.ahead(() => startsNameList(parser))) {
    return parseCreateTableAs(parser, header, parseNameList(parser));
  }
  const table: CreateTable = {
    kind: 'create-table',
    ...header,
    columns: [],
    constraints: [],
    like: [],
    attributes: {},
  };
  parser.expect('(');
  do readElement(parser, table);
  while (parser.accept(','));
  parser.expect(')');
  table.attributes = parseTableAttributes(parser);
  // Rows of a temporary table outlive a commit anyway; BI tools say so.
  parser.acceptAll('on', 'commit', 'preserve', 'rows');
  return table;
}

/** `(a, b)` names the columns of a query; a type after the first name makes it definitions. */
function startsNameList(parser: Parser): boolean {
  parser.advance();
  if (!atName(parser)) return false;
  parser.advance();
  return parser.at(',') || parser.at(')');
}

function readElement(parser: Parser, table: CreateTable): void {
  if (parser.at('like')) table.like.push(parseLike(parser));
  else if (atConstraint(parser)) table.constraints.push(parseTableConstraint(parser));
  else table.columns.push(parseColumnDefinition(parser));
}

/** `LIKE t [{INCLUDING | EXCLUDING} DEFAULTS]`. */
function parseLike(parser: Parser): CreateTable['like'][number] {
  parser.expect('like');
  const table = parseQualifiedName(parser);
  const option = parser.acceptOneOf(['including', 'excluding'] as const);
  if (option !== undefined) parser.expect('defaults');
  return { table, including: option === 'including' };
}

interface Header {
  name: QualifiedName;
  temporary: boolean;
  ifNotExists: boolean;
}

function parseCreateTableAs(parser: Parser, header: Header, columns: NamePart[] | undefined): CreateTableAs {
  const attributes = parseTableAttributes(parser);
  parser.expect('as');
  const query = parser.query();
  const table: CreateTableAs = {
    kind: 'create-table-as',
    ...header,
    attributes,
    query,
    withData: !parser.acceptAll('with', 'no', 'data'),
  };
  if (table.withData) parser.acceptAll('with', 'data');
  if (columns !== undefined) table.columns = columns;
  return table;
}
