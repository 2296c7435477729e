import { fail, type RedshiftError } from '#base/errors.ts';
import { formatType } from '#sql/types.ts';
import { fileStart } from '#warehouse/copy/file-signature.ts';
import { hintFor } from '#warehouse/copy/hints.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { LoadError } from '#warehouse/copy/load-errors.ts';

/** Errors that the message shows; all are in the logs. */
const shown = 3;

/**
 * The error of a load with too many bad rows. Its first line is Redshift's, which programs look for; the rest is what a
 * person needs: file, line, column, the text, the reason, and what would help.
 */
export async function loadFailed(load: Load): Promise<RedshiftError> {
  const { errors, target } = load;
  const details = errors.details();
  const lines = details.slice(0, shown).map((error) => describe(load, error));
  const more = errors.count - lines.length;
  if (more > 0) lines.push(`… and ${more} more.`);
  const [first] = details;
  const hint = first && hintFor(first, load, await startOf(load, first.file));
  return fail(
    'internal_error',
    `Load into table '${target.table.name}' failed.  Check 'stl_load_errors' system table for details.`,
    { detail: lines.join('\n'), ...(hint === undefined ? {} : { hint }) },
  );
}

/** The first bytes of a file of the load. */
export async function startOf({ files }: Load, index: number): Promise<Buffer> {
  const file = files[index];
  return file ? fileStart(file.open()) : Buffer.alloc(0);
}

/** `s3://b/k, line 7, column price (numeric(8,2)), position 3: Invalid digit …; value 'x'` and the line. */
function describe({ files, target }: Load, error: LoadError): string {
  const { line, column, position, code, reason, rawField, rawLine } = error;
  const place = [files[error.file]?.url ?? '', ...(line > 0 ? [`line ${line}`] : [])];
  const definition = column === undefined ? undefined : target.columns[column];
  if (definition) place.push(`column ${definition.name} (${formatType(definition.type)})`);
  if (position > 0) place.push(`position ${position}`);
  const value = definition || rawField !== '' ? `: ${quoted(rawField)}` : '';
  const raw = rawLine === '' ? '' : `\n  ${shorten(rawLine, 200)}`;
  return `${place.join(', ')}: ${reason} (${code})${value}${raw}`;
}

function quoted(text: string): string {
  return `"${shorten(text, 100)}"`;
}

/** On one line: line ends and tabs are written as escapes. */
function shorten(text: string, length: number): string {
  const flat = text.replace(/[\r\n\t\0]/g, (character) => JSON.stringify(character).slice(1, -1));
  return flat.length > length ? `${flat.slice(0, length)}…` : flat;
}
