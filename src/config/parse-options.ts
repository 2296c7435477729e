import { parseArgs } from 'node:util';
import { environmentName, type Option, type OptionTable, type OptionValues } from '#config/option.ts';

/** A mistake on the command line or in the environment; its text tells what to do. */
export class OptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OptionError';
  }
}

/**
 * Reads a command's options from its arguments, then the environment, then the defaults.
 * Returns the values by the table's keys and the words that are not options. Throws OptionError.
 */
export function parseOptions<T extends OptionTable>(
  table: T,
  args: string[],
  environment: Record<string, string | undefined>,
): { values: OptionValues<T>; words: string[]; given: Set<keyof T> } {
  const { flags, words } = readFlags(table, args);
  const given = new Set<keyof T>();
  const values = Object.entries(table).map(([key, option]) => {
    const fromFlag = flags[option.flag];
    const variable = environmentName(option);
    const fromEnvironment = option.flagOnly ? undefined : environment[variable];
    if (fromFlag !== undefined || fromEnvironment !== undefined) given.add(key);
    if (fromFlag !== undefined) return [key, check(option, fromFlag, `--${option.flag}`)];
    if (fromEnvironment !== undefined) return [key, check(option, fromEnvironment, variable)];
    return [key, option.default ?? (option.kind === 'boolean' ? false : undefined)];
  });
  return { values: Object.fromEntries(values) as OptionValues<T>, words, given };
}

function readFlags(table: OptionTable, args: string[]) {
  const options = Object.fromEntries(
    Object.values(table).map((option) => [
      option.flag,
      {
        type: option.kind === 'boolean' ? ('boolean' as const) : ('string' as const),
        ...(option.short === undefined ? {} : { short: option.short }),
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    return { flags: values as Record<string, string | boolean | undefined>, words: positionals };
  } catch (error) {
    throw new OptionError((error as Error).message.split('. ')[0] ?? 'unreadable options');
  }
}

function check(option: Option, given: string | boolean, name: string): string | number | boolean {
  switch (option.kind) {
    case 'boolean':
      return checkBoolean(given, name);
    case 'number':
      return checkNumber(option, String(given), name);
    case 'choice':
      if (option.choices?.includes(String(given))) return String(given);
      throw new OptionError(`${name} must be one of ${option.choices?.join(', ')}, not '${given}'`);
    default:
      return String(given);
  }
}

function checkBoolean(given: string | boolean, name: string): boolean {
  if (typeof given === 'boolean') return given;
  if (['1', 'true', 'yes', 'on'].includes(given.toLowerCase())) return true;
  if (['', '0', 'false', 'no', 'off'].includes(given.toLowerCase())) return false;
  throw new OptionError(`${name} must be true or false, not '${given}'`);
}

function checkNumber(option: Option, given: string, name: string): number {
  const [least, most] = option.range ?? [0, Number.MAX_SAFE_INTEGER];
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new OptionError(`${name} must be a whole number from ${least} to ${most}, not '${given}'`);
}
