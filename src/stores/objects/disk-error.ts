import { ObjectError } from '#stores/objects/object-error.ts';

const reasons: Record<string, string> = {
  ENOSPC: 'No space is left on the disk of the data folder.',
  EDQUOT: 'The disk quota of the data folder is used up.',
  EACCES: 'The data folder may not be written or read by this process.',
  EPERM: 'The data folder may not be written or read by this process.',
  EROFS: 'The data folder lies on a read-only file system.',
  EMFILE: 'This process has too many files open.',
  ENFILE: 'This machine has too many files open.',
  EIO: 'The disk of the data folder failed.',
};

/** SQLite's primary result codes for the same failures. */
const indexReasons: Record<number, string> = { 8: 'EROFS', 10: 'EIO', 13: 'ENOSPC', 14: 'EACCES' };

/** What a person can act upon, for a failure of the disk; any other error as it is. */
export function diskError(error: unknown, resource: string): unknown {
  if (!(error instanceof Error) || error instanceof ObjectError) return error;
  const { code, errcode } = error as { code?: string; errcode?: number };
  const name = errcode === undefined ? code : indexReasons[errcode & 0xff];
  const reason = name && reasons[name];
  if (!reason) return error;
  const refusal = new ObjectError('InternalError', resource, `${reason} (${name})`);
  refusal.cause = error;
  return refusal;
}
