import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import test from 'node:test';
import { readAnnounced } from '#aws/body/announced.ts';
import { type ChecksumName, startChecksum } from '#aws/body/checksum.ts';
import { readBody } from '#aws/body/read-body.ts';
import { readPayload } from '#aws/signature/payload.ts';
import { collect, inPieces } from './pieces.ts';

const digits = Buffer.from('123456789');
const md5 = createHash('md5').update(digits).digest('base64');
const sha256 = createHash('sha256').update(digits).digest('hex');

/** The check values of the CRC catalogue, and hashes, of the digits 1 to 9. */
const checks: Record<ChecksumName, string> = {
  crc32: Buffer.from('cbf43926', 'hex').toString('base64'),
  crc32c: Buffer.from('e3069283', 'hex').toString('base64'),
  crc64nvme: Buffer.from('ae8b14860a799888', 'hex').toString('base64'),
  sha1: createHash('sha1').update(digits).digest('base64'),
  sha256: createHash('sha256').update(digits).digest('base64'),
};

for (const [name, value] of Object.entries(checks) as [ChecksumName, string][]) {
  test(`${name} of bytes in pieces`, async () => {
    const checksum = await startChecksum(name);
    for await (const piece of inPieces(digits, 2)) checksum.update(piece);
    assert.equal(await checksum.finish(), value);
  });
}

/** Reads a body as a request with these headers would have it read. */
async function read(headers: IncomingHttpHeaders, bytes: string | Buffer = digits, ofOther = false) {
  const payload = readPayload(String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD'));
  const announced = readAnnounced(headers, payload, ofOther);
  const body = readBody(inPieces(Buffer.from(bytes), 4), announced, payload, undefined);
  return { bytes: await collect(body.bytes), checksums: Object.fromEntries(body.checksums) };
}

const streaming = {
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-decoded-content-length': '9',
};
const frames = (trailer: string) => `9\r\n123456789\r\n0\r\n${trailer}\r\n`;

const accepted: [what: string, headers: IncomingHttpHeaders, bytes?: string][] = [
  ['nothing announced', {}],
  ['a length', { 'content-length': '9' }],
  ['a hash', { 'x-amz-content-sha256': sha256 }],
  ['an MD5', { 'content-md5': md5 }],
  ['a checksum', { 'x-amz-checksum-crc32c': checks.crc32c, 'x-amz-sdk-checksum-algorithm': 'CRC32C' }],
  ['an MD5 for the promised checksum', { 'content-md5': md5, 'x-amz-sdk-checksum-algorithm': 'CRC32' }],
  ['what is not a checksum', { 'x-amz-checksum-mode': 'ENABLED', 'x-amz-checksum-type': 'FULL_OBJECT' }],
  ['frames without a trailer', streaming, frames('')],
  [
    'a trailer',
    { ...streaming, 'x-amz-trailer': 'x-amz-checksum-sha256' },
    frames(`x-amz-checksum-sha256:${checks.sha256}\r\n`),
  ],
];

for (const [what, headers, bytes] of accepted) {
  test(`takes ${what}`, async () => assert.ok((await read(headers, bytes)).bytes.equals(digits)));
}

const refused: [what: string, headers: IncomingHttpHeaders, code: string, bytes?: string][] = [
  ['a shorter body', { 'content-length': '10' }, 'IncompleteBody'],
  ['a longer body', { 'content-length': '8' }, 'IncompleteBody'],
  ['a length that is none', { 'content-length': '1e3' }, 'InvalidArgument'],
  ['another hash', { 'x-amz-content-sha256': '0'.repeat(64) }, 'XAmzContentSHA256Mismatch'],
  ['another MD5', { 'content-md5': Buffer.alloc(16).toString('base64') }, 'BadDigest'],
  ['an MD5 that is none', { 'content-md5': 'abc' }, 'InvalidDigest'],
  ['another checksum', { 'x-amz-checksum-crc32': 'AAAAAA==' }, 'BadDigest'],
  ['a checksum that is none', { 'x-amz-checksum-crc32': 'AAAA' }, 'InvalidRequest'],
  ['a checksum of another kind', { 'x-amz-checksum-crc16': 'AAAA' }, 'InvalidRequest'],
  [
    'two checksums',
    { 'x-amz-checksum-crc32': checks.crc32, 'x-amz-checksum-sha1': checks.sha1 },
    'InvalidRequest',
  ],
  ['a promised checksum that does not come', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }, 'InvalidRequest'],
  [
    'frames of unknown length',
    { ...streaming, 'x-amz-decoded-content-length': undefined },
    'MissingContentLength',
  ],
  [
    'frames of another length',
    { ...streaming, 'x-amz-decoded-content-length': '10' },
    'IncompleteBody',
    frames(''),
  ],
  ['a trailer of another kind', { ...streaming, 'x-amz-trailer': 'x-amz-meta-a' }, 'InvalidRequest'],
  [
    'a trailer that does not come',
    { ...streaming, 'x-amz-trailer': 'x-amz-checksum-crc32' },
    'MalformedTrailerError',
    frames(''),
  ],
  [
    'a trailer that was not announced',
    streaming,
    'MalformedTrailerError',
    frames(`x-amz-checksum-crc32:${checks.crc32}\r\n`),
  ],
  [
    'a trailer with another value',
    { ...streaming, 'x-amz-trailer': 'x-amz-checksum-crc32' },
    'BadDigest',
    frames('x-amz-checksum-crc32:AAAAAA==\r\n'),
  ],
];

for (const [what, headers, code, bytes] of refused) {
  test(`refuses ${what}`, () => assert.rejects(read(headers, bytes), { name: 'AwsError', code }));
}

test('the checksums that came are known', async () => {
  assert.deepEqual((await read({ 'x-amz-checksum-crc32': checks.crc32 })).checksums, { crc32: checks.crc32 });
  const ofObject = await read({ 'x-amz-checksum-crc32': 'AAAAAA==' }, digits, true);
  assert.deepEqual(ofObject.checksums, {});
});
