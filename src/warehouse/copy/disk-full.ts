import { RedshiftError } from '#base/errors.ts';

/** Redshift's error for a full disk; undefined for any other error. Threads tell of theirs by the text alone. */
export function diskFull(error: unknown): RedshiftError | undefined {
  if (!(error instanceof Error)) return undefined;
  const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC' || /^ENOSPC\b/.test(error.message);
  if (!isFull) return undefined;
  return new RedshiftError({
    code: '53100',
    message: 'Disk Full',
    detail: 'There is no space left on the disk for the files of the load.',
    hint: 'Compressed files are unpacked in the data folder while they are loaded.',
  });
}
