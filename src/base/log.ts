export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const weights: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 };

export interface Log {
  debug(message: string, facts?: Record<string, unknown>): void;
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
}

/**
 * A log that writes one line per message to `write` (standard error by default, so that standard output
 * stays with the command's own answer): text for people, or one JSON object per line.
 */
export function createLog(
  level: LogLevel,
  json: boolean,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const at =
    (own: LogLevel) =>
    (message: string, facts: Record<string, unknown> = {}) => {
      if (weights[own] < weights[level]) return;
      write(json ? jsonLine(own, message, facts) : textLine(own, message, facts));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function jsonLine(level: LogLevel, message: string, facts: Record<string, unknown>): string {
  return JSON.stringify({ time: new Date().toISOString(), level, message, ...printable(facts) });
}

function textLine(level: LogLevel, message: string, facts: Record<string, unknown>): string {
  const rest = Object.entries(printable(facts)).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${new Date().toISOString()} ${level.padEnd(5)} ${message}${rest.join('')}`;
}

function printable(facts: Record<string, unknown>): Record<string, unknown> {
  const shown = (value: unknown) => {
    if (value instanceof Error) return value.stack ?? value.message;
    return typeof value === 'bigint' ? value.toString() : value;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, shown(value)]));
}
