import { RedshiftError } from '#base/errors.ts';

/** An error of the warehouse as the Data API shows it, which is as the JDBC driver prints a server's message. */
export function errorText(
  error: unknown,
  shift: (position: number) => number = (position) => position,
): string {
  if (!(error instanceof RedshiftError)) return 'ERROR: internal error';
  const { severity, message, detail, hint, position } = error;
  const lines = [`${severity}: ${message}`];
  if (detail !== undefined) lines.push(`  Detail: ${detail}`);
  if (hint !== undefined) lines.push(`  Hint: ${hint}`);
  if (position !== undefined) lines.push(`  Position: ${shift(position) + 1}`);
  return lines.join('\n');
}
