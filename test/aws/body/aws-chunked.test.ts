import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decodeAwsChunked } from '#aws/body/aws-chunked.ts';
import { type ChunkSeed, ChunkSignatures } from '#aws/body/chunk-signatures.ts';
import { signingKey } from '#aws/signature/sign.ts';
import { scopeText } from '#aws/signature/signature.ts';
import { collect, inPieces } from './pieces.ts';

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };

/** The chunked uploads of the S3 API reference: 66,560 letters in a chunk of 64 KiB and one of 1 KiB. */
function seed(signature: string): ChunkSeed {
  const key = signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope);
  return { key, timestamp: '20130524T000000Z', scope: scopeText(scope), signature };
}

const letters = Buffer.alloc(66_560, 'a');

function framed(signatures: string[], trailer = ''): Buffer {
  const [first = '', second = '', last = ''] = signatures;
  return Buffer.concat([
    Buffer.from(`10000;chunk-signature=${first}\r\n`),
    letters.subarray(0, 65_536),
    Buffer.from(`\r\n400;chunk-signature=${second}\r\n`),
    letters.subarray(0, 1024),
    Buffer.from(`\r\n0;chunk-signature=${last}\r\n${trailer}\r\n`),
  ]);
}

const plain = {
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  chunks: [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ],
};

const withTrailer = {
  seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  chunks: [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ],
  trailer:
    'x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n',
};

function decode(bytes: Buffer, signatureSeed?: string, pieceSize = 1000) {
  const trailers: [string, string][] = [];
  const signatures = signatureSeed === undefined ? undefined : new ChunkSignatures(seed(signatureSeed));
  const decoded = decodeAwsChunked(inPieces(bytes, pieceSize), {
    signatures,
    trailer: true,
    onTrailer: (name, value) => trailers.push([name, value]),
  });
  return collect(decoded).then((body) => ({ body, trailers }));
}

test('the published example of signed chunks', async () => {
  for (const size of [1, 7, 65_536, 100_000]) {
    assert.ok((await decode(framed(plain.chunks), plain.seed, size)).body.equals(letters));
  }
});

test('the published example with a signed trailer', async () => {
  const { body, trailers } = await decode(framed(withTrailer.chunks, withTrailer.trailer), withTrailer.seed);
  assert.ok(body.equals(letters));
  assert.deepEqual(trailers, [['x-amz-checksum-crc32c', 'sOO8/Q==']]);
});

test('one changed letter, signature or seed is refused', async () => {
  const bytes = framed(plain.chunks);
  for (const at of [50, 90, 65_700, bytes.length - 10]) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at] === 0x62 ? 0x63 : 0x62;
    await assert.rejects(decode(changed, plain.seed), { code: 'SignatureDoesNotMatch' }, `byte ${at}`);
  }
  await assert.rejects(decode(bytes, withTrailer.seed), { code: 'SignatureDoesNotMatch' });
  const changed = framed(withTrailer.chunks, withTrailer.trailer.replace('sOO8', 'tOO8'));
  await assert.rejects(decode(changed, withTrailer.seed), { code: 'SignatureDoesNotMatch' });
  const unsigned = framed(
    withTrailer.chunks,
    withTrailer.trailer.replace(/x-amz-trailer-signature.*\r\n/, ''),
  );
  await assert.rejects(decode(unsigned, withTrailer.seed), { code: 'SignatureDoesNotMatch' });
});

const broken: [what: string, text: string, code: string][] = [
  ['nothing', '', 'IncompleteBody'],
  ['no size', 'xyz\r\n', 'InvalidRequest'],
  ['a size without end', '5'.repeat(5000), 'InvalidRequest'],
  ['a huge size', 'ffffffffffffffff\r\n', 'InvalidRequest'],
  ['a chunk cut short', '5\r\nab', 'IncompleteBody'],
  ['a chunk longer than it says', '2\r\nabc\r\n0\r\n\r\n', 'InvalidRequest'],
  ['no last chunk', '2\r\nab\r\n', 'IncompleteBody'],
  ['bytes after the end', '2\r\nab\r\n0\r\n\r\nmore', 'InvalidRequest'],
  ['a trailer that is none', '0\r\nno colon\r\n\r\n', 'MalformedTrailerError'],
  ['too many trailers', `0\r\n${'a:b\r\n'.repeat(30)}\r\n`, 'MalformedTrailerError'],
];

for (const [what, text, code] of broken) {
  test(`refuses ${what}`, () => assert.rejects(decode(Buffer.from(text)), { code }));
}

test('what was framed comes back, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (chunks, size) => {
        const frames = chunks.flatMap((chunk) => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']);
        const bytes = Buffer.concat([...frames, '0\r\nx-a: 1\r\n\r\n'].map((part) => Buffer.from(part)));
        const { body, trailers } = await decode(bytes, undefined, size);
        assert.ok(body.equals(Buffer.concat(chunks)));
        assert.deepEqual(trailers, [['x-a', '1']]);
      },
    ),
  );
});

test('bytes of any kind are decoded or refused, never more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'012af;:\r\n=xz') }), async (text) => {
      await decode(Buffer.from(text), undefined, 3).catch((error: Error) =>
        assert.equal(error.name, 'AwsError'),
      );
    }),
    { numRuns: 500 },
  );
});
