import { parseAlterTable } from '#sql/parser/alter-table.ts';
import { parseAlterDatabase } from '#sql/parser/databases.ts';
import { parseAlterDefaultPrivileges } from '#sql/parser/grant.ts';
import { parseAlterGroup, parseAlterRole } from '#sql/parser/groups-and-roles.ts';
import { parseAlterMaterializedView } from '#sql/parser/materialized-views.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseNamed } from '#sql/parser/rest.ts';
import { parseAlterSchema } from '#sql/parser/schemas.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';
import { parseAlterUser } from '#sql/parser/users.ts';
import { parseAlterView } from '#sql/parser/views.ts';

/** Objects whose ALTER is known by name only. */
const named = [
  'datashare',
  'external schema',
  'external view',
  'function',
  'identity provider',
  'masking policy',
  'model',
  'procedure',
  'rls policy',
  'system',
  'template',
];

/** ALTER of anything. */
export function parseAlter(parser: Parser): StatementBody {
  const pos = parser.pos;
  parser.expect('alter');
  if (parser.acceptAll('default', 'privileges')) return parseAlterDefaultPrivileges(parser);
  if (parser.acceptAll('materialized', 'view')) return parseAlterMaterializedView(parser);
  const rule = rules.get(parser.word);
  if (rule !== undefined) {
    parser.advance();
    return rule(parser);
  }
  const name = named.find((words) => parser.acceptAll(...words.split(' ')));
  if (name === undefined) throw parser.syntaxError();
  return parseNamed(parser, `ALTER ${name.toUpperCase()}`, pos);
}

/** By the word after ALTER, which has been read. */
const rules = new Map<string, (parser: Parser) => StatementBody>([
  ['table', parseAlterTable],
  ['view', parseAlterView],
  ['schema', parseAlterSchema],
  ['database', parseAlterDatabase],
  ['user', parseAlterUser],
  ['group', parseAlterGroup],
  ['role', parseAlterRole],
]);
