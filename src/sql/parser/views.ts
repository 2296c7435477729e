import type { AlterView, CreateView } from '#sql/ast.ts';
import {
  parseName,
  parseNameList,
  parseNameText,
  parsePrincipal,
  parseQualifiedName,
} from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** After `CREATE [OR REPLACE] [TEMP] VIEW`. */
export function parseCreateView(parser: Parser, orReplace: boolean, temporary: boolean): CreateView {
  const name = parseQualifiedName(parser);
  const columns = parser.at('(') ? parseNameList(parser) : undefined;
  parser.expect('as');
  const pos = parser.pos;
  const query = parser.query();
  const text = parser.textSince(pos);
  const noSchemaBinding = parser.acceptAll('with', 'no', 'schema', 'binding');
  const view: CreateView = { kind: 'create-view', name, orReplace, query, text, noSchemaBinding };
  if (temporary) view.temporary = true;
  if (columns !== undefined) view.columns = columns;
  return view;
}

/** After `ALTER VIEW`. */
export function parseAlterView(parser: Parser): AlterView {
  return { kind: 'alter-view', name: parseQualifiedName(parser), action: parseAction(parser) };
}

function parseAction(parser: Parser): AlterView['action'] {
  if (parser.acceptAll('rename', 'to')) return { kind: 'rename', to: parseName(parser) };
  if (parser.acceptAll('owner', 'to')) return { kind: 'owner', owner: parsePrincipal(parser) };
  parser.expectAll('set', 'schema');
  return { kind: 'set schema', schema: parseNameText(parser) };
}
