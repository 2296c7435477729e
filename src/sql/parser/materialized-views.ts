import type { AlterMaterializedView, CreateMaterializedView, RefreshMaterializedView } from '#sql/ast.ts';
import { parseCascade } from '#sql/parser/drop-behavior.ts';
import { parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { skipStatement } from '#sql/parser/rest.ts';
import { parseTableAttributes } from '#sql/parser/table-attributes.ts';

/** After `CREATE MATERIALIZED VIEW`. AUTO REFRESH stands after the table attributes, nowhere else. */
export function parseCreateMaterializedView(parser: Parser): CreateMaterializedView {
  const name = parseQualifiedName(parser);
  const columns = parser.at('(') ? parseNameList(parser) : undefined;
  const attributes = parseTableAttributes(parser);
  const autoRefresh = parseAutoRefresh(parser) ?? false;
  parser.expect('as');
  const pos = parser.pos;
  const query = parser.query();
  const view: CreateMaterializedView = {
    kind: 'create-materialized-view',
    name,
    attributes,
    autoRefresh,
    query,
    text: parser.textSince(pos),
  };
  if (columns !== undefined) view.columns = columns;
  if (attributes.backup !== undefined) view.backup = attributes.backup;
  return view;
}

/** `AUTO REFRESH {YES | NO}`. */
function parseAutoRefresh(parser: Parser): boolean | undefined {
  if (!parser.acceptAll('auto', 'refresh')) return undefined;
  return parser.expectOneOf(['yes', 'no'] as const) === 'yes';
}

/** After `ALTER MATERIALIZED VIEW`; other changes than AUTO REFRESH are kept as text. */
export function parseAlterMaterializedView(parser: Parser): AlterMaterializedView {
  const name = parseQualifiedName(parser);
  const pos = parser.pos;
  const autoRefresh = parseAutoRefresh(parser);
  if (autoRefresh === undefined && !parser.atAny(['alter', 'owner', 'rename', 'row', 'set'])) {
    throw parser.syntaxError();
  }
  const text = autoRefresh === undefined ? skipStatement(parser, pos) : parser.textSince(pos);
  const statement: AlterMaterializedView = { kind: 'alter-materialized-view', name, text };
  if (autoRefresh !== undefined) statement.autoRefresh = autoRefresh;
  return statement;
}

/** `REFRESH MATERIALIZED VIEW name [RESTRICT | CASCADE]`. */
export function parseRefresh(parser: Parser): RefreshMaterializedView {
  parser.expectAll('refresh', 'materialized', 'view');
  const name = parseQualifiedName(parser);
  return { kind: 'refresh-materialized-view', name, cascade: parseCascade(parser) };
}
