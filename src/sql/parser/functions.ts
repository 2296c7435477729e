import type { CreateFunction } from '#sql/ast.ts';
import { parseString } from '#sql/parser/literals.ts';
import { parseLabel, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseRoutineArguments } from '#sql/parser/routine-arguments.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** After `CREATE [OR REPLACE] [EXTERNAL] FUNCTION`. */
export function parseCreateFunction(parser: Parser, orReplace: boolean, external: boolean): CreateFunction {
  const name = parseQualifiedName(parser);
  const args = parseRoutineArguments(parser);
  parser.expect('returns');
  const statement: CreateFunction = {
    kind: 'create-function',
    name,
    orReplace,
    external,
    arguments: args,
    returns: parseTypeName(parser),
    options: {},
  };
  const start = parser.pos;
  while (readClause(parser, statement));
  if (parser.pos === start) throw parser.syntaxError();
  return statement;
}

const externalOptions = ['lambda', 'sagemaker', 'iam_role', 'retry_timeout', 'max_batch_rows'] as const;

/** The clauses come in any order. */
function readClause(parser: Parser, statement: CreateFunction): boolean {
  const volatility = parser.acceptOneOf(['volatile', 'stable', 'immutable'] as const);
  if (volatility !== undefined) statement.volatility = volatility;
  else if (parser.accept('as')) statement.body = parseString(parser);
  else if (parser.accept('language')) statement.language = parseLabel(parser).name;
  else return statement.external && readExternalOption(parser, statement.options);
  return true;
}

function readExternalOption(parser: Parser, options: CreateFunction['options']): boolean {
  if (parser.accept('max_batch_size')) {
    const size = parseOptionValue(parser);
    const unit = parser.acceptOneOf(['kb', 'mb'] as const);
    options.max_batch_size = unit === undefined ? size : `${size} ${unit}`;
    return true;
  }
  const option = parser.acceptOneOf(externalOptions);
  if (option === undefined) return false;
  options[option] = parseOptionValue(parser);
  return true;
}

/** A string, a number, or DEFAULT. */
function parseOptionValue(parser: Parser): string {
  if (parser.accept('default')) return 'default';
  if (parser.kind !== 'string' && parser.kind !== 'number') throw parser.syntaxError();
  const { value } = parser;
  parser.advance();
  return value;
}
