import { fail } from '#base/errors.ts';
import type { Copy, NamedStatement } from '#sql/ast.ts';
import { copyOptions } from '#sql/parser/load-option-tables.ts';
import { parseLoadOptions } from '#sql/parser/load-options.ts';
import { parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseNamed } from '#sql/parser/rest.ts';

const jobActions = ['create', 'alter', 'run', 'list', 'show', 'drop'];

/** `COPY t [(columns)] FROM 'source' options`, or a statement about a COPY JOB. */
export function parseCopy(parser: Parser): Copy | NamedStatement {
  const pos = parser.pos;
  parser.expect('copy');
  if (parser.at('job') && jobActions.includes(parser.nextWord())) {
    return parseNamed(parser, `COPY JOB ${parser.nextWord().toUpperCase()}`, pos);
  }
  const table = parseQualifiedName(parser);
  const columns = parser.at('(') ? parseNameList(parser) : undefined;
  parser.expect('from');
  const fromPos = parser.pos;
  const from = parseSource(parser);
  const options = parseLoadOptions(parser, copyOptions);
  const copy: Copy = { kind: 'copy', table, from, fromPos, options };
  if (columns !== undefined) copy.columns = columns;
  return copy;
}

/** COPY reads from a URL alone: rows cannot come through the connection. */
function parseSource(parser: Parser): string {
  if (parser.atAny(['stdin', 'program'])) {
    throw fail(
      'feature_not_supported',
      'LOAD source is not supported. (Hint: only S3 or DynamoDB or EMR based load is allowed)',
      { position: parser.pos },
    );
  }
  if (parser.kind !== 'string') throw parser.syntaxError();
  const { value } = parser;
  parser.advance();
  return value;
}
