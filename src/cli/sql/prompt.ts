import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { OutputFormat } from '#cli/sql/run-statement.ts';
import { showError } from '#cli/sql/show-error.ts';
import { StatementSplitter } from '#cli/sql/statement-splitter.ts';

type Run = (statement: string, format: OutputFormat) => Promise<void>;

const shortcuts: Record<string, string> = {
  '\\l': 'show databases',
  '\\dn':
    'select schema_name, schema_owner from svv_redshift_schemas where database_name = current_database()',
  '\\d':
    "select table_schema, table_name, table_type from svv_tables where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
};

const help = `Statements end with a semicolon and may take several lines. Ctrl-C drops what is typed.
  \\d        tables and views      \\dn       schemas      \\l        databases
  \\timing   show how long each statement takes
  \\q        leave (also Ctrl-D)
`;

/** The interactive prompt: lines with history, statements over several lines. Ends with Ctrl-D or \q. */
export async function prompt(database: string, run: Run): Promise<void> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: readHistory(),
    historySize: 1000,
  });
  const splitter = new StatementSplitter();
  const state = { timing: false };
  const ask = () => lines.setPrompt(splitter.idle ? `${database}=# ` : `${database}-# `);
  lines.on('SIGINT', () => {
    splitter.finish();
    process.stdout.write('\n');
    ask();
    lines.prompt();
  });
  process.stdout.write('Type \\? for help, \\q to leave.\n');
  ask();
  lines.prompt();
  for await (const line of lines) {
    keepHistory(line);
    const word = line.trim();
    if (splitter.idle && word.startsWith('\\')) {
      if (word === '\\q') break;
      await runShortcut(run, word, state);
    } else {
      for (const statement of splitter.feed(`${line}\n`)) await runAndShow(run, statement, state.timing);
    }
    ask();
    lines.prompt();
  }
  lines.close();
}

async function runShortcut(run: Run, word: string, state: { timing: boolean }): Promise<void> {
  const statement = shortcuts[word];
  if (statement !== undefined) return await runAndShow(run, statement, false);
  if (word === '\\timing') {
    state.timing = !state.timing;
    process.stdout.write(`Timing is ${state.timing ? 'on' : 'off'}.\n`);
  } else {
    process.stdout.write(word === '\\?' ? help : `There is no ${word}. Type \\? for help.\n`);
  }
}

async function runAndShow(run: Run, statement: string, timing: boolean): Promise<void> {
  const start = performance.now();
  try {
    await run(statement, 'table');
  } catch (error) {
    process.stdout.write(`${showError(error, statement)}\n`);
  }
  if (timing) process.stdout.write(`Time: ${(performance.now() - start).toFixed(1)} ms\n`);
}

function historyFile(): string {
  return join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'slipher', 'history');
}

function readHistory(): string[] {
  try {
    return readFileSync(historyFile(), 'utf8').split('\n').filter(Boolean).slice(-1000).reverse();
  } catch {
    return [];
  }
}

/** A password typed into a statement has no place in a file. */
function keepHistory(line: string): void {
  if (line.trim() === '' || /password/i.test(line)) return;
  try {
    mkdirSync(dirname(historyFile()), { recursive: true, mode: 0o700 });
    appendFileSync(historyFile(), `${line}\n`, { mode: 0o600 });
  } catch {
    // A home folder that cannot be written costs the history, not the prompt.
  }
}
