import type { ResetSetting, SetSetting } from '#sql/ast.ts';
import { parseLabel, parsePrincipal } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseIsolationLevel } from '#sql/parser/transaction.ts';

/** SET in all its forms. */
export function parseSet(parser: Parser): SetSetting {
  parser.expect('set');
  const scope = parser.at('local') && parser.nextWord() !== 'to' ? takeLocal(parser) : 'session';
  if (scope === 'session' && parser.at('session')) return parseSetSession(parser);
  return parseSetting(parser, scope);
}

function takeLocal(parser: Parser): 'local' {
  parser.expect('local');
  return 'local';
}

/** `SET SESSION AUTHORIZATION …`, `SET SESSION CHARACTERISTICS AS TRANSACTION …`, or SESSION as a noise word. */
function parseSetSession(parser: Parser): SetSetting {
  parser.expect('session');
  if (parser.accept('characteristics')) {
    parser.expectAll('as', 'transaction');
    return { kind: 'set', name: 'session characteristics', scope: 'session', value: parseModes(parser) };
  }
  return parseSetting(parser, 'session');
}

function parseSetting(parser: Parser, scope: SetSetting['scope']): SetSetting {
  if (parser.at('authorization')) return parseAuthorization(parser, scope);
  if (parser.acceptAll('time', 'zone')) {
    parser.acceptOneOf(['to', '='] as const);
    const value = parser.accept('local') ? 'default' : parseSettingValue(parser);
    return { kind: 'set', name: 'timezone', scope, value };
  }
  if (parser.at('transaction') && /^(?:isolation|read)$/.test(parser.nextWord())) {
    parser.expect('transaction');
    return { kind: 'set', name: 'transaction', scope, value: parseModes(parser) };
  }
  return parseNamedSetting(parser, scope);
}

/** `AUTHORIZATION user | DEFAULT`. */
function parseAuthorization(parser: Parser, scope: SetSetting['scope']): SetSetting {
  parser.expect('authorization');
  const name = 'session_authorization';
  if (parser.accept('default')) return { kind: 'set', name, scope, value: 'default' };
  if (parser.kind !== 'string') return { kind: 'set', name, scope, value: [parsePrincipal(parser)] };
  const value = [parser.value];
  parser.advance();
  return { kind: 'set', name, scope, value };
}

/** `name {TO | =} value`; SEED and NAMES may go without. */
function parseNamedSetting(parser: Parser, scope: SetSetting['scope']): SetSetting {
  const name = parseSettingName(parser);
  const noWordNeeded = name === 'seed' || name === 'names';
  if (parser.acceptOneOf(['to', '='] as const) === undefined && !noWordNeeded) throw parser.syntaxError();
  return {
    kind: 'set',
    name: name === 'names' ? 'client_encoding' : name,
    scope,
    value: parseSettingValue(parser),
  };
}

/** `name` or `a.b`, lower case. */
export function parseSettingName(parser: Parser): string {
  let name = parseLabel(parser).name.toLowerCase();
  while (parser.accept('.')) name += `.${parseLabel(parser).name.toLowerCase()}`;
  return name;
}

/** A list of words, numbers and strings without their quotes, or 'default'. */
export function parseSettingValue(parser: Parser): string[] | 'default' {
  if (parser.accept('default')) return 'default';
  return parser.list(parseSettingItem);
}

function parseSettingItem(parser: Parser): string {
  const sign = parser.at('-') || parser.at('+') ? parser.word : '';
  if (sign !== '') parser.advance();
  if (sign !== '' ? parser.kind !== 'number' : !isItem(parser)) throw parser.syntaxError();
  const { value } = parser;
  parser.advance();
  return sign === '-' ? `-${value}` : value;
}

function isItem(parser: Parser): boolean {
  return /^(?:word|quoted|string|number)$/.test(parser.kind);
}

/** Transaction modes: each as one lower-case text, `isolation level serializable`, `read only`. */
function parseModes(parser: Parser): string[] {
  const modes: string[] = [];
  do {
    if (parser.acceptAll('isolation', 'level')) modes.push(`isolation level ${parseIsolationLevel(parser)}`);
    else {
      parser.expect('read');
      modes.push(`read ${parser.expectOneOf(['only', 'write'] as const)}`);
    }
  } while (parser.accept(',') || parser.at('isolation') || parser.at('read'));
  return modes;
}

/** `RESET name | ALL | TIME ZONE | SESSION AUTHORIZATION`. */
export function parseReset(parser: Parser): ResetSetting {
  parser.expect('reset');
  if (parser.accept('all')) return { kind: 'reset', name: 'all' };
  if (parser.acceptAll('time', 'zone')) return { kind: 'reset', name: 'timezone' };
  if (parser.acceptAll('session', 'authorization')) return { kind: 'reset', name: 'session_authorization' };
  return { kind: 'reset', name: parseSettingName(parser) };
}
