import type { AlterDefaultPrivileges, Grant, Grantee, NamedStatement, QualifiedName } from '#sql/ast.ts';
import { parseCascade } from '#sql/parser/drop-behavior.ts';
import { parseGrantee, parseGrantObject } from '#sql/parser/grant-objects.ts';
import { parseNameList, parseNameText, parsePrincipal, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseNamed } from '#sql/parser/rest.ts';

/** GRANT and REVOKE in all their forms. What is given to a policy, namespace or account is known by name only. */
export function parseGrant(parser: Parser): Grant | NamedStatement {
  const pos = parser.pos;
  const grant = startGrant(parser);
  if (parser.at('role')) readRoles(parser, grant);
  else {
    grant.privileges = parser.list(parsePrivilege);
    readTarget(parser, grant);
  }
  parser.expect(grant.revoke ? 'from' : 'to');
  const special = specialGrantee(parser);
  if (special !== undefined) {
    return parseNamed(parser, `${grant.revoke ? 'REVOKE FROM' : 'GRANT TO'} ${special}`, pos);
  }
  grant.grantees = parseGrantees(parser);
  readEnd(parser, grant);
  grant.text = parser.textSince(pos);
  return grant;
}

function startGrant(parser: Parser): Grant {
  const revoke = parser.expectOneOf(['grant', 'revoke'] as const) === 'revoke';
  const grantOption =
    revoke && (parser.acceptAll('grant', 'option', 'for') || parser.acceptAll('admin', 'option', 'for'));
  return { kind: 'grant', revoke, privileges: [], grantees: [], grantOption, cascade: false, text: '' };
}

/** `GRANT ROLE r, …`. */
function readRoles(parser: Parser, grant: Grant): void {
  parser.expect('role');
  grant.roles = parser.list(parseRoleName);
}

/** The word ROLE may be repeated: `ROLE a, ROLE b`. */
function parseRoleName(parser: Parser): string {
  const next = parser.at('role') ? parser.nextWord() : ',';
  if (next !== ',' && next !== 'to' && next !== 'from') parser.expect('role');
  return parsePrincipal(parser);
}

/** One or more words, upper case, and a column list: `SELECT (a, b)`, `CREATE USER`, `ACCESS SYSTEM TABLE`. */
function parsePrivilege(parser: Parser): Grant['privileges'][number] {
  const words: string[] = [];
  while (parser.kind === 'word' && !parser.atAny(['on', 'to', 'from', 'for'])) {
    words.push(parser.word.toUpperCase());
    parser.advance();
  }
  if (words.length === 0) throw parser.syntaxError();
  const name = words[0] === 'ALL' && words[1] === 'PRIVILEGES' ? 'ALL' : words.join(' ');
  return parser.at('(') ? { name, columns: parseNameList(parser) } : { name };
}

function readTarget(parser: Parser, grant: Grant): void {
  if (parser.accept('for')) grant.on = parseScope(parser);
  else if (parser.accept('on')) {
    const isAssumeRole = grant.privileges[0]?.name === 'ASSUMEROLE';
    grant.on = isAssumeRole ? parseRoleArns(parser) : parseGrantObject(parser);
  }
}

/** Scoped permissions: `FOR TABLES IN SCHEMA s [DATABASE d]`, `FOR COPY JOBS IN DATABASE d`. */
function parseScope(parser: Parser): NonNullable<Grant['on']> {
  const kinds = ['tables', 'schemas', 'functions', 'procedures', 'languages', 'models', 'templates'] as const;
  const kind = parser.acceptAll('copy', 'jobs') ? 'copy jobs' : parser.expectOneOf(kinds);
  parser.expect('in');
  const place = parser.expectOneOf(['schema', 'database'] as const);
  const names = parser.list(parseQualifiedName);
  if (place === 'schema' && parser.accept('database')) {
    const database = parseNameText(parser);
    for (const name of names) name.database = database;
  }
  return { object: `${kind} in ${place}`, names };
}

/** After `ASSUMEROLE ON`: role ARNs as strings, DEFAULT or ALL. */
function parseRoleArns(parser: Parser): NonNullable<Grant['on']> {
  return { object: 'assumerole', names: parser.list(parseArn) };
}

function parseArn(parser: Parser): QualifiedName {
  const { kind, value, pos, end } = parser;
  if (kind !== 'string' && !parser.at('default') && !parser.at('all')) throw parser.syntaxError();
  parser.advance();
  return { name: value, pos, end };
}

/** `a WITH GRANT OPTION, ROLE b`: before a comma the option is that grantee's alone. */
function parseGrantees(parser: Parser): Grantee[] {
  const grantees = [parseGrantee(parser)];
  for (;;) {
    const own = parser.ahead(() => acceptOption(parser) && parser.at(','));
    if (own) {
      acceptOption(parser);
      grantees[grantees.length - 1]!.grantOption = true;
    }
    if (!parser.accept(',')) return grantees;
    grantees.push(parseGrantee(parser));
  }
}

function acceptOption(parser: Parser): boolean {
  return parser.acceptAll('with', 'grant', 'option') || parser.acceptAll('with', 'admin', 'option');
}

/** What is no user, role or group: a policy, a namespace, an account, an IAM role. */
function specialGrantee(parser: Parser): string | undefined {
  if (parser.acceptAll('rls', 'policy')) return 'RLS POLICY';
  if (parser.acceptAll('masking', 'policy')) return 'MASKING POLICY';
  const word = parser.atAny(['namespace', 'account', 'iam_role']) ? parser.word : undefined;
  if (word === undefined || !parser.ahead(() => startsString(parser))) return undefined;
  return word.toUpperCase();
}

function startsString(parser: Parser): boolean {
  parser.advance();
  return parser.kind === 'string';
}

/** `WITH {GRANT | ADMIN} OPTION`, `FOR COPY, UNLOAD …` of ASSUMEROLE, `CASCADE`. */
function readEnd(parser: Parser, grant: Grant): void {
  if (parser.accept('for')) grant.roleUses = parser.list(parseRoleUse);
  if (!grant.revoke && acceptOption(parser)) grant.grantOption = true;
  if (grant.revoke) grant.cascade = parseCascade(parser);
}

function parseRoleUse(parser: Parser): string {
  if (parser.acceptAll('external', 'function')) return 'EXTERNAL FUNCTION';
  if (parser.acceptAll('create', 'model')) return 'CREATE MODEL';
  return parser.expectOneOf(['all', 'copy', 'unload'] as const).toUpperCase();
}

/** After `ALTER DEFAULT PRIVILEGES`: `[FOR USER u, …] [IN SCHEMA s, …] GRANT … ON TABLES TO …`. */
export function parseAlterDefaultPrivileges(parser: Parser): AlterDefaultPrivileges {
  const forUsers = parser.acceptAll('for', 'user') ? parser.list(parsePrincipal) : [];
  const inSchemas = parser.acceptAll('in', 'schema') ? parser.list(parseNameText) : [];
  const pos = parser.pos;
  const grant = startGrant(parser);
  grant.privileges = parser.list(parsePrivilege);
  parser.expect('on');
  grant.on = { object: parser.expectOneOf(['tables', 'functions', 'procedures'] as const), names: [] };
  parser.expect(grant.revoke ? 'from' : 'to');
  grant.grantees = parseGrantees(parser);
  readEnd(parser, grant);
  grant.text = parser.textSince(pos);
  return { kind: 'alter-default-privileges', forUsers, inSchemas, grant };
}
