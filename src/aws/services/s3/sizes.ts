import { S3Error } from '#aws/services/s3/errors.ts';

/** What one request may carry: 5 GiB. More goes by parts. */
export const putBytesMax = 5 * 1024 ** 3;

/** EntityTooLarge for a length beyond what one request may carry. */
export function checkSize(length: number | undefined): void {
  if (length === undefined || length <= putBytesMax) return;
  throw new S3Error('EntityTooLarge', undefined, {
    details: { ProposedSize: length, MaxSizeAllowed: putBytesMax },
  });
}
