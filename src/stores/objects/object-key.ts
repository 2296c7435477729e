import { ObjectError } from '#stores/objects/object-error.ts';

/** Beyond every key: no UTF-8 text has this byte. */
const beyondAll = Buffer.from([0xff]);

/**
 * The bytes of a key, by which S3 orders: UTF-8, 1 to 1,024 of them. Every character is allowed, NUL and `..` too,
 * for no file is ever named by a key. KeyTooLongError beyond; InvalidArgument for an empty or ill-formed one.
 */
export function keyBytes(bucket: string, key: string): Buffer {
  if (key === '') throw new ObjectError('InvalidArgument', bucket, 'An object key must not be empty.');
  if (!key.isWellFormed()) {
    throw new ObjectError('InvalidArgument', bucket, 'An object key must be valid UTF-8.');
  }
  const bytes = Buffer.from(key, 'utf8');
  if (bytes.length > 1024) throw new ObjectError('KeyTooLongError', `${bucket}/${key.slice(0, 100)}…`);
  return bytes;
}

/** A key or prefix that is only looked for. One that cannot exist is not an error, it is not there. */
export function soughtKeyBytes(key: string): Buffer {
  return key.isWellFormed() ? Buffer.from(key, 'utf8') : beyondAll;
}

export function keyText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** The first bytes that come after `key` itself. */
export function justAfter(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.from([0])]);
}

/** The first bytes that come after everything that starts with `prefix`. */
export function afterPrefix(prefix: Buffer): Buffer {
  if (prefix.length === 0 || prefix[0] === 0xff) return beyondAll;
  const end = Buffer.from(prefix);
  // No byte of UTF-8 is 0xff, so the last one can always be raised.
  end[end.length - 1] = end[end.length - 1]! + 1;
  return end;
}
