import { RedshiftError } from '#base/errors.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { type Place, withStorage } from '#warehouse/copy/storage-error.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** Where an UNLOAD's errors of S3 happened, for their details. */
export function unloadPlace({ bucket, prefix }: UnloadOptions, { load }: StatementContext): Place {
  return {
    context: `S3 prefix being written : s3://${bucket}/${prefix}`,
    queryId: load.queryId,
    pid: load.pid,
  };
}

/** Runs a piece of an UNLOAD; errors of S3 and of the disk become the statement's. */
export async function withUnloadErrors<T>(
  options: UnloadOptions,
  context: StatementContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await withStorage(unloadPlace(options, context), work);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    throw new RedshiftError({
      code: '53100',
      message: 'Disk Full',
      detail: 'The folder for files on their way to S3 has no room left.',
    });
  }
}
