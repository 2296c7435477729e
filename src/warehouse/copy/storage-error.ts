import { fail, type RedshiftError } from '#base/errors.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

/** Code of errors that reading S3 raises on a compute node. */
export const storageErrorCode = 8001;

/** Where in a load something happened that is no fault of a row. */
export interface Place {
  /** What was done: `S3 key being read : s3://b/k`. */
  context: string;
  queryId: bigint;
  pid: number;
  code?: number;
}

/**
 * An error of reading files: XX000 with Redshift's block of details, which tools and people know (copy.md §10). The
 * block names no source file of a server that is not ours.
 */
export function storageError(error: string, place: Place, hint?: string): RedshiftError {
  const lines = [
    `error:  ${error}`,
    `code:      ${place.code ?? storageErrorCode}`,
    `context:   ${place.context}`,
    `query:     ${place.queryId}`,
    `location:  s3_reader`,
    `process:   query0 [pid=${place.pid}]`,
  ];
  const rule = '-----------------------------------------------';
  const detail = ['', rule, ...lines, rule].map((line) => `  ${line}`.trimEnd()).join('\n');
  return fail('internal_error', error, { detail, ...(hint === undefined ? {} : { hint }) });
}

/** S3's refusal in the words of Redshift's S3 client: `S3ServiceException:Access Denied,Status 403,Error AccessDenied,…`. */
export function serviceException(error: ObjectError): string {
  const text = error.message;
  return `S3ServiceException:${text},Status ${error.status},Error ${error.code},Rid ,ExtRid ,CanRetry ${error.status >= 500 ? 1 : 0}`;
}

/** Runs a piece of work with S3; its ObjectError becomes the statement's error. */
export async function withStorage<T>(place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ObjectError) throw storageError(serviceException(error), place, hintFor(error));
    throw error;
  }
}

function hintFor(error: ObjectError): string | undefined {
  switch (error.code) {
    case 'NoSuchBucket':
      return `There is no bucket "${error.resource.split('/')[0]}". Bucket names are written after s3:// up to the first slash.`;
    case 'AccessDenied':
      return 'The credentials of the statement need s3:ListBucket on the bucket and s3:GetObject on its keys.';
    default:
      return undefined;
  }
}
