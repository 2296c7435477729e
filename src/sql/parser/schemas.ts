import type { AlterSchema, CreateSchema, Statement } from '#sql/ast.ts';
import { parseNumber } from '#sql/parser/literals.ts';
import { parseNameText, parsePrincipal } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** After `CREATE SCHEMA`. */
export function parseCreateSchema(parser: Parser): CreateSchema {
  const ifNotExists = parser.acceptAll('if', 'not', 'exists');
  const statement: CreateSchema = { kind: 'create-schema', ifNotExists, elements: [] };
  if (!parser.at('authorization')) statement.name = parseNameText(parser);
  if (parser.accept('authorization')) statement.owner = parsePrincipal(parser);
  if (parser.at('quota')) statement.quotaMb = parseQuota(parser);
  while (parser.at('create') || parser.at('grant')) statement.elements.push(parseElement(parser));
  return statement;
}

/** Tables, views and grants inside CREATE SCHEMA. */
function parseElement(parser: Parser): Statement {
  const refused = parser.syntaxError();
  const element = parser.statement();
  const allowed = ['create-table', 'create-table-as', 'create-view', 'grant'];
  if (!allowed.includes(element.kind)) throw refused;
  return element;
}

/** `QUOTA {n [MB | GB | TB] | UNLIMITED}`, in megabytes. */
function parseQuota(parser: Parser): number | 'unlimited' {
  parser.expect('quota');
  if (parser.accept('unlimited')) return 'unlimited';
  const size = parseNumber(parser);
  const unit = parser.acceptOneOf(['mb', 'gb', 'tb'] as const) ?? 'mb';
  return size * { mb: 1, gb: 1024, tb: 1024 * 1024 }[unit];
}

/** After `ALTER SCHEMA`. */
export function parseAlterSchema(parser: Parser): AlterSchema {
  const name = parseNameText(parser);
  return { kind: 'alter-schema', name, action: parseAction(parser) };
}

function parseAction(parser: Parser): AlterSchema['action'] {
  if (parser.at('quota')) return { kind: 'quota', quotaMb: parseQuota(parser) };
  if (parser.accept('rename')) {
    parser.expect('to');
    return { kind: 'rename', to: parseNameText(parser) };
  }
  parser.expectAll('owner', 'to');
  return { kind: 'owner', owner: parsePrincipal(parser) };
}
