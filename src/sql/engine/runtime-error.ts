import { type SqlStateName, sqlState } from '#base/errors.ts';

/** Marks an error that emitted SQL raises itself; the warehouse takes code and message from behind it. */
export const runtimeErrorMark = 'slipher:';

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** DuckDB expression that ends the statement with this SQLSTATE and message; it fits any type. */
export function runtimeError(state: SqlStateName, message: string): string {
  return `error(${quote(`${runtimeErrorMark}${sqlState[state]}:${message}`)})`;
}

/** The same with a message made at run time: `messageSql` is DuckDB text of a VARCHAR, put after `message`. */
export function runtimeErrorWith(state: SqlStateName, message: string, messageSql: string): string {
  const head = quote(`${runtimeErrorMark}${sqlState[state]}:${message}`);
  return `error(${head} || coalesce(CAST(${messageSql} AS VARCHAR), 'NULL'))`;
}

/** Code and message of a text that `error()` produced, or undefined for the engine's own errors. */
export function parseRuntimeError(text: string): { code: string; message: string } | undefined {
  const match = /slipher:([0-9A-Z]{5}):([\s\S]*)$/.exec(text);
  return match === null ? undefined : { code: match[1]!, message: match[2]! };
}
