import { fail } from '#base/errors.ts';
import type { Copy, CopyJob } from '#sql/ast.ts';
import { copyOptions } from '#sql/parser/load-option-tables.ts';
import { parseLoadOptions } from '#sql/parser/load-options.ts';
import { parseNameList, parseNameText, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

const jobActions = ['alter', 'run', 'list', 'show', 'drop'] as const;

/** `COPY t [(columns)] FROM 'source' options`, or a statement about a COPY JOB. */
export function parseCopy(parser: Parser): Copy | CopyJob {
  parser.expect('copy');
  if (parser.at('job') && jobActions.some((action) => action === parser.nextWord())) return parseJob(parser);
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

/** `COPY JOB { ALTER name [AUTO {ON | OFF}] | RUN name | LIST | SHOW name | DROP name }`. */
function parseJob(parser: Parser): CopyJob {
  parser.expect('job');
  const action = parser.expectOneOf(jobActions).toUpperCase() as CopyJob['action'];
  if (action === 'LIST') return { kind: 'copy-job', action };
  const job: CopyJob = { kind: 'copy-job', action, name: parseNameText(parser) };
  if (action === 'ALTER' && parser.accept('auto'))
    job.auto = parser.expectOneOf(['on', 'off'] as const) === 'on';
  return job;
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
