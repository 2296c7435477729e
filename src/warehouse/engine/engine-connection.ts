/** A value as the engine hands it to JavaScript: BIGINT as bigint, LIST as array. Cast times and decimals in the SQL. */
export type EngineValue = string | number | bigint | boolean | null | EngineValue[];

/**
 * One connection to the engine, as the catalog and utility statements use it: DuckDB text in, small results out.
 * Errors are RedshiftError, translated; nothing of the engine's own text reaches a client.
 */
export interface EngineConnection {
  /** Runs one DuckDB statement; the number of rows it changed (0 where that means nothing). */
  run(sql: string): Promise<number>;
  /** Runs a query whose result is small, and returns all its rows. */
  rows(sql: string): Promise<EngineValue[][]>;
}
