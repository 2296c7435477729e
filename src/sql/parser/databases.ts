import type { AlterDatabase, CreateDatabase } from '#sql/ast.ts';
import { parseInteger } from '#sql/parser/literals.ts';
import { parseNameText, parsePrincipal } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { skipStatement } from '#sql/parser/rest.ts';

/** After `CREATE DATABASE`. */
export function parseCreateDatabase(parser: Parser): CreateDatabase {
  const statement: CreateDatabase = { kind: 'create-database', name: parseNameText(parser) };
  parser.accept('with');
  while (readOption(parser, statement));
  // What comes from elsewhere (FROM INTEGRATION, ARN or DATASHARE, IAM_ROLE) is kept as text.
  if (parser.atAny(['from', 'permissions', 'iam_role'])) statement.from = skipStatement(parser, parser.pos);
  return statement;
}

function readOption(parser: Parser, statement: CreateDatabase): boolean {
  const word = parser.acceptOneOf(['owner', 'connection', 'collate', 'isolation'] as const);
  if (word === undefined) return false;
  if (word === 'owner') {
    parser.accept('=');
    statement.owner = parsePrincipal(parser);
  } else if (word === 'connection') statement.connectionLimit = parseConnectionLimit(parser);
  else if (word === 'collate') statement.collate = parseCollation(parser);
  else statement.isolation = parseIsolation(parser);
  return true;
}

/** After CONNECTION: `LIMIT [=] n | UNLIMITED`. */
export function parseConnectionLimit(parser: Parser): number | 'unlimited' {
  parser.expect('limit');
  parser.accept('=');
  return parser.accept('unlimited') ? 'unlimited' : parseInteger(parser);
}

function parseCollation(parser: Parser): 'case_sensitive' | 'case_insensitive' {
  parser.accept('=');
  const word = parser.expectOneOf(['case_sensitive', 'cs', 'case_insensitive', 'ci'] as const);
  return word === 'cs' || word === 'case_sensitive' ? 'case_sensitive' : 'case_insensitive';
}

/** After ISOLATION: `LEVEL {SERIALIZABLE | SNAPSHOT}`. */
function parseIsolation(parser: Parser): 'serializable' | 'snapshot' {
  parser.expect('level');
  return parser.expectOneOf(['serializable', 'snapshot'] as const);
}

/** After `ALTER DATABASE`. */
export function parseAlterDatabase(parser: Parser): AlterDatabase {
  const name = parseNameText(parser);
  return { kind: 'alter-database', name, action: parseAction(parser) };
}

function parseAction(parser: Parser): AlterDatabase['action'] {
  const pos = parser.pos;
  parser.accept('with');
  if (parser.acceptAll('rename', 'to')) return { kind: 'rename', to: parseNameText(parser) };
  if (parser.acceptAll('owner', 'to')) return { kind: 'owner', owner: parsePrincipal(parser) };
  if (parser.accept('connection')) return { kind: 'connection limit', limit: parseConnectionLimit(parser) };
  if (parser.accept('collate')) return { kind: 'collate', collate: parseCollation(parser) };
  if (parser.accept('isolation')) return { kind: 'isolation', isolation: parseIsolation(parser) };
  if (!parser.atAny(['integration', 'set', 'reset', 'permissions'])) throw parser.syntaxError();
  return { kind: 'other', text: skipStatement(parser, pos) };
}
