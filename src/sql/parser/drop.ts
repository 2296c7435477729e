import type { DropObject, QualifiedName } from '#sql/ast.ts';
import { parsePrincipal, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseNamed } from '#sql/parser/rest.ts';
import { parseArgumentTypes } from '#sql/parser/routine-arguments.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';

type Kind = DropObject['object'];

/** Words after DROP, to the kind of object. */
const kinds: readonly (readonly [readonly string[], Kind])[] = [
  [['table'], 'table'],
  [['view'], 'view'],
  [['materialized', 'view'], 'materialized view'],
  [['schema'], 'schema'],
  [['database'], 'database'],
  [['user'], 'user'],
  [['group'], 'group'],
  [['role'], 'role'],
  [['function'], 'function'],
  [['procedure'], 'procedure'],
  [['model'], 'model'],
  [['datashare'], 'datashare'],
  [['library'], 'library'],
  [['rls', 'policy'], 'rls policy'],
  [['masking', 'policy'], 'masking policy'],
  [['identity', 'provider'], 'identity provider'],
];

const principals: readonly Kind[] = ['user', 'group', 'role'];

/** DROP of anything. */
export function parseDrop(parser: Parser): StatementBody {
  const pos = parser.pos;
  parser.expect('drop');
  for (const name of ['external view', 'template']) {
    if (parser.acceptAll(...name.split(' '))) return parseNamed(parser, `DROP ${name.toUpperCase()}`, pos);
  }
  const kind = kinds.find(([words]) => parser.acceptAll(...words))?.[1];
  if (kind === undefined) throw parser.syntaxError();
  return parseDropped(parser, kind);
}

function parseDropped(parser: Parser, object: Kind): DropObject {
  const ifExists = parser.acceptAll('if', 'exists');
  const statement: DropObject = { kind: 'drop', object, names: [], ifExists, cascade: false };
  if (object === 'function' || object === 'procedure') {
    statement.names.push(parseQualifiedName(parser));
    if (parser.at('(')) statement.argumentTypes = parseArgumentTypes(parser);
  } else {
    statement.names = parser.list(principals.includes(object) ? parsePrincipalName : parseQualifiedName);
  }
  if (object === 'schema' && parser.acceptAll('drop', 'external', 'database')) {
    statement.dropExternalDatabase = true;
  }
  // DROP ROLE and DROP DATABASE say FORCE.
  const behavior = parser.acceptOneOf(['cascade', 'restrict', 'force'] as const);
  statement.cascade = behavior === 'cascade' || behavior === 'force';
  return statement;
}

function parsePrincipalName(parser: Parser): QualifiedName {
  const pos = parser.pos;
  const name = parsePrincipal(parser);
  return { name, pos, end: parser.lastEnd };
}
