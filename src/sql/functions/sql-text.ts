/** A DuckDB string literal. */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** `CAST(… AS …)`. */
export function cast(sql: string, engineType: string): string {
  return `CAST(${sql} AS ${engineType})`;
}
