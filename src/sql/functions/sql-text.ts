/** `CAST(… AS …)`. */
export function cast(sql: string, engineType: string): string {
  return `CAST(${sql} AS ${engineType})`;
}
