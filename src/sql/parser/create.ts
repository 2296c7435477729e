import type { CreateFunction } from '#sql/ast.ts';
import { parseCreateTable } from '#sql/parser/create-table.ts';
import { parseCreateDatabase } from '#sql/parser/databases.ts';
import { parseCreateExternalSchema, parseCreateExternalTable } from '#sql/parser/external.ts';
import { parseCreateFunction } from '#sql/parser/functions.ts';
import { parseCreateGroup, parseCreateRole } from '#sql/parser/groups-and-roles.ts';
import { parseCreateMaterializedView } from '#sql/parser/materialized-views.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseCreateProcedure } from '#sql/parser/procedures.ts';
import { parseNamed } from '#sql/parser/rest.ts';
import { parseCreateSchema } from '#sql/parser/schemas.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';
import { parseCreateUser } from '#sql/parser/users.ts';
import { parseCreateView } from '#sql/parser/views.ts';

/** CREATE of anything. */
export function parseCreate(parser: Parser): StatementBody {
  const pos = parser.pos;
  parser.expect('create');
  if (parser.acceptAll('or', 'replace')) return parseReplaceable(parser, pos, true);
  if (parser.atAny(['local', 'global', 'temp', 'temporary'])) return parseTemporary(parser);
  const rule = rules.get(parser.word);
  if (rule === undefined) return parseReplaceable(parser, pos, false);
  parser.advance();
  return rule(parser, pos);
}

/** By the word after CREATE, which has been read; `pos` is where CREATE stood. */
const rules = new Map<string, (parser: Parser, pos: number) => StatementBody>([
  ['table', (parser) => parseCreateTable(parser, false)],
  ['schema', parseCreateSchema],
  ['database', parseCreateDatabase],
  ['user', parseCreateUser],
  ['group', parseCreateGroup],
  ['role', parseCreateRole],
  ['materialized', parseMaterialized],
  ['external', parseExternal],
]);

/** `[LOCAL | GLOBAL] {TEMP | TEMPORARY} {TABLE | VIEW}`. */
function parseTemporary(parser: Parser): StatementBody {
  parser.acceptOneOf(['local', 'global'] as const);
  parser.expectOneOf(['temp', 'temporary'] as const);
  if (parser.accept('view')) return parseCreateView(parser, false, true);
  parser.expect('table');
  return parseCreateTable(parser, true);
}

function parseMaterialized(parser: Parser): StatementBody {
  parser.expect('view');
  return parseCreateMaterializedView(parser);
}

function parseExternal(parser: Parser, pos: number): StatementBody {
  if (parser.accept('schema')) return parseCreateExternalSchema(parser);
  if (parser.accept('table')) return parseCreateExternalTable(parser, pos);
  if (parser.accept('view')) return parseNamed(parser, 'CREATE EXTERNAL VIEW', pos);
  return parseExternalFunction(parser, false);
}

function parseExternalFunction(parser: Parser, orReplace: boolean): CreateFunction {
  parser.expect('function');
  return parseCreateFunction(parser, orReplace, true);
}

/** Objects that are known by name only, by the words after CREATE. */
const named = [
  'model',
  'datashare',
  'library',
  'rls policy',
  'masking policy',
  'identity provider',
  'template',
];

/** What CREATE OR REPLACE may name; `CREATE` alone may name it too. */
function parseReplaceable(parser: Parser, pos: number, orReplace: boolean): StatementBody {
  if (parser.accept('view')) return parseCreateView(parser, orReplace, false);
  if (parser.accept('procedure')) return parseCreateProcedure(parser, orReplace);
  if (parser.accept('function')) return parseCreateFunction(parser, orReplace, false);
  if (orReplace && parser.acceptAll('external', 'view'))
    return parseNamed(parser, 'CREATE EXTERNAL VIEW', pos);
  if (orReplace && parser.accept('external')) return parseExternalFunction(parser, true);
  if (parser.acceptAll('protected', 'view')) return parseNamed(parser, 'CREATE PROTECTED VIEW', pos);
  const name = named.find((words) => parser.acceptAll(...words.split(' ')));
  if (name === undefined) throw parser.syntaxError();
  return parseNamed(parser, `CREATE ${name.toUpperCase()}`, pos);
}
