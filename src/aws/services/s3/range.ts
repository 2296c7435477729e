import { S3Error } from '#aws/services/s3/errors.ts';

/** Positions of bytes, `end` included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header for an object of `size` bytes. Undefined where HTTP lets a server ignore it: it is malformed,
 * or names several ranges, which S3 does not serve. InvalidRange where nothing of the object lies in it.
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes\s*=\s*(\d*)\s*-\s*(\d*)$/i.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const range = first === '' ? suffix(Number(last), size) : { start: Number(first), end: endOf(last, size) };
  if (first !== '' && last !== '' && Number(last) < range.start) return undefined;
  if (range.start >= size || range.start > range.end) throw invalidRange(header ?? '', size);
  return range;
}

/** `x-amz-copy-source-range`: both ends are given and must lie within the object. */
export function readCopyRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  if (match === null) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      { details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header } },
    );
  }
  const range = { start: Number(match[1]), end: Number(match[2]) };
  if (range.start > range.end || range.end >= size) {
    throw new S3Error('InvalidArgument', `Range specified is not valid for source object of size: ${size}`, {
      details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    });
  }
  return range;
}

function suffix(length: number, size: number): ByteRange {
  return { start: length === 0 ? size : Math.max(0, size - length), end: size - 1 };
}

function endOf(last: string, size: number): number {
  return last === '' ? size - 1 : Math.min(Number(last), size - 1);
}

function invalidRange(requested: string, size: number): S3Error {
  return new S3Error('InvalidRange', undefined, {
    details: { RangeRequested: requested, ActualObjectSize: size },
    headers: { 'content-range': `bytes */${size}` },
  });
}
