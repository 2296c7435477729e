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

/**
 * DuckDB expression of `engineType` that fails with this error when it is evaluated: a cast of text that cannot
 * be cast. Unlike `error()` it is not volatile, so the engine may still fold, share and push down what holds it,
 * and TRY can catch it. `messageSql` is DuckDB text of a VARCHAR.
 */
export function foldableError(state: SqlStateName, messageSql: string, engineType: string): string {
  const text = `'${runtimeErrorMark}${sqlState[state]}:' || ${messageSql} || '${foldableEnd}'`;
  if (!castableText.test(engineType)) return `CAST(CAST(${text} AS INTEGER) AS ${engineType})`;
  return `CAST(${text} AS ${engineType})`;
}

/** Ends a message that the engine quotes inside a text of its own. */
const foldableEnd = ':slipher';
/** Engine types to which no error text can be cast by accident. */
const castableText = /^(BOOLEAN|SMALLINT|INTEGER|BIGINT|HUGEINT|FLOAT|DOUBLE|DECIMAL|DATE|TIME|INTERVAL)/;

/** Code and message of an error raised by these, or undefined for the engine's own errors. */
export function parseRuntimeError(text: string): { code: string; message: string } | undefined {
  const match = /slipher:([0-9A-Z]{5}):([\s\S]*?)(?::slipher|$)/.exec(text);
  return match === null ? undefined : { code: match[1]!, message: match[2]! };
}
