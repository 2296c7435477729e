import type { CreateExternalSchema, CreateExternalTable } from '#sql/ast.ts';
import { parseLabel, parseNameText, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { skipStatement } from '#sql/parser/rest.ts';

const sources = ['postgres', 'mysql', 'kinesis', 'kafka', 'msk', 'redshift'] as const;

const options = [
  'database',
  'schema',
  'region',
  'iam_role',
  'catalog_role',
  'catalog_id',
  'uri',
  'port',
  'secret_arn',
  'authentication',
  'authentication_arn',
  'cluster_arn',
] as const;

const createDatabase = ['create', 'external', 'database', 'if', 'not', 'exists'] as const;

/** After `CREATE EXTERNAL SCHEMA`. The clauses may come in any order. */
export function parseCreateExternalSchema(parser: Parser): CreateExternalSchema {
  const ifNotExists = parser.acceptAll('if', 'not', 'exists');
  const name = parseNameText(parser);
  parser.expect('from');
  const statement: CreateExternalSchema = {
    kind: 'create-external-schema',
    name,
    ifNotExists,
    source: parseSource(parser),
    options: {},
  };
  while (readOption(parser, statement.options));
  return statement;
}

function parseSource(parser: Parser): string {
  if (parser.acceptAll('hive', 'metastore')) return 'hive metastore';
  const source = parser.acceptOneOf(sources);
  if (source !== undefined) return source;
  // DATA CATALOG is the default and may be left out.
  if (!parser.acceptAll('data', 'catalog') && !parser.at('database')) throw parser.syntaxError();
  return 'data catalog';
}

function readOption(parser: Parser, into: CreateExternalSchema['options']): boolean {
  if (parser.acceptAll(...createDatabase)) {
    into[createDatabase.join(' ')] = true;
    return true;
  }
  const option = parser.acceptOneOf(options);
  if (option === undefined) return false;
  into[option] = parseValue(parser);
  return true;
}

/** A string, a number, or a word such as DEFAULT, NONE or MTLS. */
function parseValue(parser: Parser): string {
  if (parser.kind !== 'string' && parser.kind !== 'number') return parseLabel(parser).name;
  const { value } = parser;
  parser.advance();
  return value;
}

/** After `CREATE EXTERNAL TABLE`; `pos` is where the statement began. */
export function parseCreateExternalTable(parser: Parser, pos: number): CreateExternalTable {
  parser.acceptAll('if', 'not', 'exists');
  const name = parseQualifiedName(parser);
  if (!parser.at('(') && !parser.at('as') && !parser.atAny(['partitioned', 'row', 'stored'])) {
    throw parser.syntaxError();
  }
  return { kind: 'create-external-table', name, text: skipStatement(parser, pos) };
}
