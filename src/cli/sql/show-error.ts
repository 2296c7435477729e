interface ServerError extends Error {
  severity?: string;
  code?: string;
  detail?: string;
  hint?: string;
  position?: string;
}

/** A server's error for a person: the message, where in the statement, detail and hint. */
export function showError(error: unknown, statement = ''): string {
  const { severity = 'ERROR', message, code, detail, hint, position } = error as ServerError;
  const lines = [`${severity}: ${message}${code === undefined ? '' : ` (${code})`}`];
  if (position !== undefined) lines.push(...pointAt(statement, Number(position) - 1));
  if (detail !== undefined) lines.push(`DETAIL: ${detail}`);
  if (hint !== undefined) lines.push(`HINT: ${hint}`);
  return lines.join('\n');
}

function pointAt(statement: string, offset: number): string[] {
  if (!(offset >= 0 && offset <= statement.length)) return [];
  const before = statement.slice(0, offset).split('\n');
  const line = statement.split('\n')[before.length - 1] ?? '';
  const column = before[before.length - 1]?.length ?? 0;
  const from = Math.max(0, column - 60);
  const head = `LINE ${before.length}: `;
  return [head + line.slice(from, from + 120), `${' '.repeat(head.length + column - from)}^`];
}
