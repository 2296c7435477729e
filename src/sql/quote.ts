/** `name` as a quoted DuckDB identifier. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `value` as a DuckDB string literal; a zero byte, which no string may hold, is dropped. */
export function quoteLiteral(value: string): string {
  return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;
}
