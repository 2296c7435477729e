import type { IncomingHttpHeaders } from 'node:http';
import { bodyError } from '#aws/body/body-error.ts';
import { type ChecksumName, checksumSizes, isChecksumName } from '#aws/body/checksum.ts';
import type { Payload } from '#aws/signature/payload.ts';

/** What a request's headers say about its body. */
export interface Announced {
  /** Of the bytes on the wire, frames included. */
  length: number | undefined;
  decodedLength: number | undefined;
  /** SHA-256 in hexadecimal. */
  hash: string | undefined;
  /** Base64. */
  md5: string | undefined;
  /** From `x-amz-checksum-…`. */
  checksum: { name: ChecksumName; value: string } | undefined;
  /** From `x-amz-trailer`: its value follows the body. */
  trailing: ChecksumName | undefined;
}

const prefix = 'x-amz-checksum-';
/** Headers of the same prefix that are not a checksum. */
const others = ['algorithm', 'mode', 'type'];

/**
 * Reads the headers that announce a body's length and checksums. Throws AwsError for values that cannot be one.
 * With `checksumOfOther` the `x-amz-checksum-…` headers are about something else than this body.
 */
export function readAnnounced(
  headers: IncomingHttpHeaders,
  payload: Payload | undefined,
  checksumOfOther: boolean,
): Announced {
  const length = lengthHeader(headers, 'content-length');
  const decoded = payload?.chunked ? lengthHeader(headers, 'x-amz-decoded-content-length') : length;
  if (payload?.chunked && decoded === undefined) throw bodyError.missingLength();
  const trailing = payload?.trailer ? readTrailerName(headers) : undefined;
  const checksum = checksumOfOther ? undefined : readChecksum(headers);
  if (checksum !== undefined && trailing !== undefined) throw bodyError.severalChecksums();
  const promised = headers['x-amz-sdk-checksum-algorithm'];
  if (promised !== undefined && !checksumOfOther && checksum === undefined && trailing === undefined) {
    if (headers['content-md5'] === undefined) throw bodyError.noChecksum();
  }
  return { length, decodedLength: decoded, hash: payload?.hash, md5: readMd5(headers), checksum, trailing };
}

function lengthHeader(headers: IncomingHttpHeaders, name: string): number | undefined {
  const value = headers[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw bodyError.wrongLength(name);
  return Number(value);
}

function readMd5(headers: IncomingHttpHeaders): string | undefined {
  const value = headers['content-md5'];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !isBase64Of(value, 16)) throw bodyError.unreadableMd5();
  return value;
}

function readChecksum(headers: IncomingHttpHeaders): Announced['checksum'] {
  const names = Object.keys(headers)
    .filter((name) => name.startsWith(prefix))
    .filter((name) => !others.includes(name.slice(prefix.length)));
  if (names.length > 1) throw bodyError.severalChecksums();
  const [header] = names;
  if (header === undefined) return undefined;
  const name = header.slice(prefix.length);
  const value = headers[header];
  if (!isChecksumName(name)) throw bodyError.unreadableChecksum(header);
  if (typeof value !== 'string' || !isBase64Of(value, checksumSizes[name])) {
    throw bodyError.unreadableChecksum(header);
  }
  return { name, value };
}

function readTrailerName(headers: IncomingHttpHeaders): ChecksumName | undefined {
  const header = headers['x-amz-trailer'];
  if (header === undefined) return undefined;
  const text = String(header).trim().toLowerCase();
  const name = text.slice(prefix.length);
  if (!text.startsWith(prefix) || !isChecksumName(name)) throw bodyError.unknownTrailer();
  return name;
}

/** Whether a text is base64 of that many bytes. */
export function isBase64Of(text: string, bytes: number): boolean {
  return (
    /^[A-Za-z0-9+/]*={0,2}$/.test(text) &&
    text.length % 4 === 0 &&
    Buffer.from(text, 'base64').length === bytes
  );
}
