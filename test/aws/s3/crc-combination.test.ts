import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { checksumOf } from '#aws/services/s3/checksummed.ts';
import { combineChecksums } from '#aws/services/s3/crc-combination.ts';

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
  test(`the ${algorithm} of parts combined is that of the whole`, async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(parts, async (bytes) => {
        const known = await Promise.all(
          bytes.map(async (part) => ({ value: await checksumOf(algorithm, part), size: part.length })),
        );
        assert.equal(combineChecksums(algorithm, known), await checksumOf(algorithm, Buffer.concat(bytes)));
      }),
    );
  });
}

test('hashes cannot be combined', () => {
  assert.equal(combineChecksums('SHA256', [{ value: 'AA==', size: 1 }]), undefined);
});
