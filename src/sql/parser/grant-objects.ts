import type { Grant, Grantee } from '#sql/ast.ts';
import { parsePrincipal, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseArgumentTypes } from '#sql/parser/routine-arguments.ts';

type GrantObject = NonNullable<Grant['on']>;

/** Words that name the kind of object after ON; a bare name is a table. */
const objectWords = [
  'table',
  'schema',
  'database',
  'function',
  'procedure',
  'language',
  'model',
  'datashare',
  'view',
] as const;

/** The object after ON: `TABLE a, b`, `ALL TABLES IN SCHEMA s`, `FUNCTION f(int)`, `EXTERNAL SCHEMA s` … */
export function parseGrantObject(parser: Parser): GrantObject {
  if (parser.at('all')) return parseAllIn(parser);
  if (parser.at('external') && parser.nextWord() !== '.') return parseExternal(parser);
  if (parser.acceptAll('copy', 'job')) return named(parser, 'copy job');
  if (parser.acceptAll('masking', 'policy')) return named(parser, 'masking policy');
  if (parser.acceptAll('rls', 'policy')) return named(parser, 'rls policy');
  const startsName = parser.nextWord();
  const isKind = parser.atAny(objectWords) && startsName !== '.' && startsName !== ',' && startsName !== 'to';
  const object = isKind ? parser.word : 'table';
  if (isKind) parser.advance();
  if (object === 'function' || object === 'procedure') return parseRoutines(parser, object);
  return named(parser, object);
}

function named(parser: Parser, object: string): GrantObject {
  return { object, names: parser.list(parseQualifiedName) };
}

/** `ALL {TABLES | FUNCTIONS | PROCEDURES | …} IN SCHEMA s, …`. */
function parseAllIn(parser: Parser): GrantObject {
  parser.expect('all');
  const kinds = ['tables', 'functions', 'procedures', 'models', 'views', 'languages'] as const;
  const kind = parser.expectOneOf(kinds);
  parser.expectAll('in', 'schema');
  return named(parser, `all ${kind}`);
}

/** `EXTERNAL {SCHEMA | TABLE | COLUMN | FUNCTION} …`. */
function parseExternal(parser: Parser): GrantObject {
  parser.expect('external');
  const kind = parser.expectOneOf(['schema', 'table', 'function', 'column'] as const);
  if (kind === 'function') return parseRoutines(parser, 'external function');
  return named(parser, `external ${kind}`);
}

/** `f(int), g()`: the argument types of the first are kept, as one routine is what is documented. */
function parseRoutines(parser: Parser, object: string): GrantObject {
  const result: GrantObject = { object, names: [] };
  do {
    result.names.push(parseQualifiedName(parser));
    if (parser.at('(')) {
      const types = parseArgumentTypes(parser);
      result.argumentTypes ??= types;
    }
  } while (parser.accept(','));
  return result;
}

/** `[ROLE | GROUP] name` or PUBLIC. */
export function parseGrantee(parser: Parser): Grantee {
  if (parser.at('public')) {
    parser.advance();
    return { kind: 'public', name: 'public' };
  }
  const next = parser.nextWord();
  const isName = next === ',' || next === ';' || next === 'with';
  if (!isName && parser.accept('role')) return { kind: 'role', name: parsePrincipal(parser) };
  if (parser.accept('group')) return { kind: 'group', name: parsePrincipal(parser) };
  return { kind: 'user', name: parsePrincipal(parser) };
}
