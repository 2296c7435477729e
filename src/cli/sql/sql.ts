import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type pg from 'pg';
import type { Command } from '#cli/command.ts';
import { connect } from '#cli/sql/connect.ts';
import { isCopy, withCopyProgress } from '#cli/sql/copy-progress.ts';
import { prompt } from '#cli/sql/prompt.ts';
import { type OutputFormat, runStatement } from '#cli/sql/run-statement.ts';
import { showError } from '#cli/sql/show-error.ts';
import { StatementSplitter } from '#cli/sql/statement-splitter.ts';
import { optionHelp } from '#config/option-help.ts';
import { parseOptions } from '#config/parse-options.ts';
import { sqlOptions } from '#config/sql-options.ts';

export const sql: Command = {
  name: 'sql',
  summary: 'Run statements: given ones, a file, a pipe, or at a prompt.',
  help: () => `Runs SQL on a Slipher or on any Redshift, and prints the rows.

Usage: slipher sql [OPTIONS] [STATEMENT…]

Without statements or --file it reads a pipe, or opens a prompt in a terminal.
Statements run one by one; the first error stops the run with exit code 1.

Options:
${optionHelp(sqlOptions)}

Examples:
  slipher sql "select current_user, version()"
  slipher sql --format csv -f report.sql > report.csv
  echo "select 1; select 2" | slipher sql --json
  slipher sql -h my-cluster.example.com -U analyst --tls require`,
  run,
};

async function run(args: string[]): Promise<number> {
  const { values, words, given } = parseOptions(sqlOptions, args, process.env);
  const format: OutputFormat = values.json ? 'json' : values.format;
  let client: pg.Client;
  try {
    client = await connect(values, given);
  } catch (error) {
    const refused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    const advice = refused
      ? `\nNothing listens on ${values.host}:${values.port}. Start it with 'slipher up'.`
      : '';
    process.stderr.write(`slipher: cannot connect: ${showError(error)}${advice}\n`);
    return 1;
  }
  client.on('notice', (notice) => process.stderr.write(`${notice.severity}: ${notice.message}\n`));
  client.on('error', () => {
    // The statement that runs, or the next one, reports the lost connection.
  });
  try {
    const watcher = showsProgress(values.progress) ? () => connect(values, given) : undefined;
    const run = (statement: string, as: OutputFormat) => runShowing(client, statement, as, watcher);
    return await runInput({
      statements: words,
      file: values.file,
      database: values.database,
      format,
      run,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

interface Input {
  statements: string[];
  file: string | undefined;
  database: string;
  format: OutputFormat;
  run: (statement: string, format: OutputFormat) => Promise<void>;
}

function showsProgress(when: 'auto' | 'always' | 'never'): boolean {
  return when === 'always' || (when === 'auto' && process.stderr.isTTY === true);
}

/** Runs a statement; a COPY that takes a while shows how far it is, where someone is looking. */
function runShowing(
  client: pg.Client,
  statement: string,
  format: OutputFormat,
  watcher: (() => Promise<pg.Client>) | undefined,
): Promise<void> {
  const run = () => runStatement(client, statement, format, process.stdout);
  if (!watcher || !isCopy(statement)) return run();
  return withCopyProgress(run, (client as { processID?: number }).processID ?? null, watcher, process.stderr);
}

async function runInput(input: Input): Promise<number> {
  if (input.statements.length > 0) return await runAll(input, input.statements.values());
  if (input.file !== undefined && input.file !== '-') {
    return await runAll(input, statementsOf(createReadStream(input.file, 'utf8')));
  }
  if (process.stdin.isTTY && input.file === undefined) {
    await prompt(input.database, input.run);
    return 0;
  }
  return await runAll(input, statementsOf(process.stdin.setEncoding('utf8')));
}

async function* statementsOf(text: Readable): AsyncGenerator<string> {
  const splitter = new StatementSplitter();
  for await (const piece of text) yield* splitter.feed(piece as string);
  yield* splitter.finish();
}

async function runAll(
  { run, format }: Input,
  texts: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  let current = '';
  try {
    for await (const text of texts) {
      current = text;
      for (const statement of splitAll(text)) {
        current = statement;
        await run(statement, format);
      }
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${showError(error, current)}\n`);
    return 1;
  }
}

function splitAll(text: string): string[] {
  const splitter = new StatementSplitter();
  return [...splitter.feed(text), ...splitter.finish()];
}
