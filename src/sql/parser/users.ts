import type { AlterUser, CreateUser, UserOptions } from '#sql/ast.ts';
import { parseConnectionLimit } from '#sql/parser/databases.ts';
import { parseInteger, parseString } from '#sql/parser/literals.ts';
import { parsePrincipal } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseSettingName, parseSettingValue } from '#sql/parser/settings.ts';

/** After `CREATE USER`. */
export function parseCreateUser(parser: Parser): CreateUser {
  const name = parsePrincipal(parser);
  parser.accept('with');
  const options: UserOptions = {};
  while (readOption(parser, options));
  return { kind: 'create-user', name, options };
}

/** After `ALTER USER`. */
export function parseAlterUser(parser: Parser): AlterUser {
  const statement: AlterUser = { kind: 'alter-user', name: parsePrincipal(parser), options: {} };
  parser.accept('with');
  const start = parser.pos;
  while (readOption(parser, statement.options) || readChange(parser, statement));
  if (parser.pos === start) throw parser.syntaxError();
  return statement;
}

/** What only ALTER USER has. */
function readChange(parser: Parser, statement: AlterUser): boolean {
  if (parser.acceptAll('rename', 'to')) {
    statement.rename = parsePrincipal(parser);
  } else if (parser.accept('set')) {
    const name = parseSettingName(parser);
    parser.expectOneOf(['to', '='] as const);
    statement.set = { name, value: parseSettingValue(parser) };
  } else if (parser.acceptAll('reset', 'session', 'timeout')) {
    statement.options.sessionTimeout = 'reset';
  } else if (parser.accept('reset')) {
    statement.reset = parseSettingName(parser);
  } else {
    return false;
  }
  return true;
}

function readOption(parser: Parser, options: UserOptions): boolean {
  const read = readers.get(parser.word);
  if (read === undefined) return false;
  parser.advance();
  read(parser, options);
  return true;
}

/** By first word, which has been read. */
const readers = new Map<string, (parser: Parser, options: UserOptions) => void>([
  ['password', readPassword],
  ['createdb', (_parser, options) => assign(options, { createDb: true })],
  ['nocreatedb', (_parser, options) => assign(options, { createDb: false })],
  ['createuser', (_parser, options) => assign(options, { createUser: true })],
  ['nocreateuser', (_parser, options) => assign(options, { createUser: false })],
  ['syslog', readSyslogAccess],
  ['in', readGroups],
  ['valid', readValidUntil],
  ['connection', (parser, options) => assign(options, { connectionLimit: parseConnectionLimit(parser) })],
  ['session', readSessionTimeout],
  ['externalid', (parser, options) => assign(options, { externalId: parseString(parser) })],
]);

function assign(options: UserOptions, values: UserOptions): void {
  Object.assign(options, values);
}

function readPassword(parser: Parser, options: UserOptions): void {
  options.password = parser.accept('disable')
    ? { kind: 'disable' }
    : { kind: 'text', value: parseString(parser) };
}

function readSyslogAccess(parser: Parser, options: UserOptions): void {
  parser.expect('access');
  options.syslogAccess = parser.expectOneOf(['restricted', 'unrestricted'] as const);
}

function readGroups(parser: Parser, options: UserOptions): void {
  parser.expect('group');
  options.inGroups = parser.list(parsePrincipal);
}

function readValidUntil(parser: Parser, options: UserOptions): void {
  parser.expect('until');
  options.validUntil = parseString(parser);
}

function readSessionTimeout(parser: Parser, options: UserOptions): void {
  parser.expect('timeout');
  options.sessionTimeout = parseInteger(parser);
}
