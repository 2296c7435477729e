import type { AlterGroup, AlterRole, CreateGroup, CreateRole } from '#sql/ast.ts';
import { parseString } from '#sql/parser/literals.ts';
import { parsePrincipal } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** After `CREATE GROUP`: `name [[WITH] USER u, …]`. */
export function parseCreateGroup(parser: Parser): CreateGroup {
  const name = parsePrincipal(parser);
  const withWord = parser.accept('with');
  const users = parser.accept('user') ? parser.list(parsePrincipal) : [];
  if (withWord && users.length === 0) throw parser.syntaxError();
  return { kind: 'create-group', name, users };
}

/** After `ALTER GROUP`. */
export function parseAlterGroup(parser: Parser): AlterGroup {
  const name = parsePrincipal(parser);
  const word = parser.expectOneOf(['add', 'drop', 'rename'] as const);
  if (word === 'rename') {
    parser.expect('to');
    return { kind: 'alter-group', name, action: { kind: 'rename', to: parsePrincipal(parser) } };
  }
  parser.expect('user');
  return { kind: 'alter-group', name, action: { kind: word, users: parser.list(parsePrincipal) } };
}

/** After `CREATE ROLE`. */
export function parseCreateRole(parser: Parser): CreateRole {
  const statement: CreateRole = { kind: 'create-role', name: parsePrincipal(parser) };
  if (parser.accept('externalid')) statement.externalId = parseString(parser);
  return statement;
}

/** After `ALTER ROLE`: `[WITH] RENAME TO r | OWNER TO u | EXTERNALID [TO] 'id'`. */
export function parseAlterRole(parser: Parser): AlterRole {
  const statement: AlterRole = { kind: 'alter-role', name: parsePrincipal(parser) };
  parser.accept('with');
  do readRoleChange(parser, statement);
  while (parser.atAny(['rename', 'owner', 'externalid']));
  return statement;
}

function readRoleChange(parser: Parser, statement: AlterRole): void {
  const word = parser.expectOneOf(['rename', 'owner', 'externalid'] as const);
  if (word === 'externalid') {
    parser.accept('to');
    statement.externalId = parseString(parser);
    return;
  }
  parser.expect('to');
  if (word === 'rename') statement.rename = parsePrincipal(parser);
  else statement.owner = parsePrincipal(parser);
}
