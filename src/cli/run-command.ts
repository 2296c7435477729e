import type { Command } from '#cli/command.ts';
import { version } from '#cli/version.ts';
import { OptionError } from '#config/parse-options.ts';

/** Commands load only when they run: `--help` and `sql` need no engine. */
const commands: Record<string, () => Promise<Command>> = {
  up: async () => (await import('#cli/up/up.ts')).up,
  sql: async () => (await import('#cli/sql/sql.ts')).sql,
};

/** Runs `slipher <words>` and returns its exit code. */
export async function runCommand(args: string[]): Promise<number> {
  const [word = '--help', ...rest] = args;
  if (word === '--version' || word === '-V') return print(`slipher ${version()}`);
  if (word === '--help' || word === '-h' || word === 'help') return await help(rest[0]);
  const load = Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (load === undefined) return complain(`there is no command '${word}'`, 'slipher --help');
  const command = await load();
  if (rest.includes('--help') || (word !== 'sql' && rest.includes('-h'))) return print(command.help());
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof OptionError) return complain(error.message, `slipher ${word} --help`);
    throw error;
  }
}

async function help(word: string | undefined): Promise<number> {
  const load = word !== undefined && Object.hasOwn(commands, word) ? commands[word] : undefined;
  if (load !== undefined) return print((await load()).help());
  const all = await Promise.all(Object.values(commands).map((each) => each()));
  return print(
    [
      'Slipher: a warehouse on this machine that answers as Amazon Redshift does.',
      '',
      'Usage: slipher COMMAND [OPTIONS]',
      '',
      'Commands:',
      ...all.map((command) => `  ${command.name.padEnd(6)}${command.summary}`),
      '',
      '  slipher COMMAND --help   options of a command',
      '  slipher --version',
      '',
      'First steps:',
      '  slipher up                               start, with data kept in ./slipher-data',
      '  slipher sql "select version()"           ask it something',
      '  slipher sql                              an interactive prompt',
    ].join('\n'),
  );
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(problem: string, advice: string): number {
  process.stderr.write(`slipher: ${problem}\nTry '${advice}'.\n`);
  return 2;
}
