import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { after } from 'node:test';
import { constants, crc32, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import type { Compression } from '#sql/copy/copy-options.ts';
import { adler32 } from '#warehouse/copy/decode/compression/adler32.ts';
import { decompressed } from '#warehouse/copy/decode/compression/decompressed.ts';
import { decompressLzo1x, LzoError } from '#warehouse/copy/decode/compression/lzo1x.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';
import { bzip2 } from './bzip2-support.ts';
import { DecodeBench } from './decode-support.ts';
import { lzo1xStream, lzop } from './lzo-support.ts';

const bench = new DecodeBench();
after(() => bench[Symbol.asyncDispose]());

async function unpack(content: Uint8Array, compression: Compression): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of decompressed(3, { path: bench.write(content), compression }).chunks)
    parts.push(part);
  return Buffer.concat(parts);
}

const packers: Record<Exclude<Compression, 'none'>, (data: Uint8Array) => Buffer | Promise<Buffer>> = {
  gzip: gzipSync,
  zstd: (data) => zstdCompressSync(data, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  bzip2,
  lzop,
};
const compressions = Object.keys(packers) as (keyof typeof packers)[];

const samples: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['a byte', Buffer.from('x')],
  ['text', Buffer.from('1|hello|world\n'.repeat(5000))],
  [
    'runs',
    Buffer.concat([Buffer.alloc(300_000), Buffer.alloc(259, 1), Buffer.alloc(4, 2), Buffer.alloc(5, 3)]),
  ],
  ['noise', noise(70_000)],
];

for (const compression of compressions) {
  const pack = packers[compression];

  test(`${compression}: what was packed comes back, and several files in one are one`, async () => {
    for (const [name, data] of samples) {
      const packed = await pack(data);
      assert.ok((await unpack(packed, compression)).equals(data), name);
      const twice = await unpack(Buffer.concat([packed, packed]), compression);
      assert.ok(twice.equals(Buffer.concat([data, data])), `${name}, twice`);
    }
  });

  test(`${compression}: what is cut off or damaged says so`, async () => {
    const packed = await pack(Buffer.from('1|hello|world and more\n'.repeat(500)));
    const cut = (share: number): Buffer => packed.subarray(0, Math.floor(packed.length * share));
    for (const content of [cut(0.3), cut(0.7), packed.subarray(0, packed.length - 3)])
      await assert.rejects(unpack(content, compression), (error) => {
        assert.ok(error instanceof DecodeError);
        assert.deepEqual([error.file, error.code], [3, 1200]);
        assert.match(error.message, /could not be unpacked: the file ends too early/);
        return true;
      });
    for (const content of [Buffer.from('id,name\n1,x\n'), flip(packed, packed.length >> 1)])
      await assert.rejects(unpack(content, compression), /could not be unpacked|not of this format/);
  });

  test(`${compression}: any damage ends, and in nothing but a DecodeError`, async () => {
    const packed = await pack(Buffer.from('1|hello|world and more\n'.repeat(50)));
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const content = Buffer.from(packed);
        content[at]! ^= change;
        await unpack(content, compression).catch((error) =>
          assert.ok(error instanceof DecodeError, String(error)),
        );
      }),
      { numRuns: 100 },
    );
  });
}

test('a file that is not there is a DecodeError too', async () => {
  const source = decompressed(1, { path: `${bench.folder}/none`, compression: 'gzip' });
  await assert.rejects(async () => {
    for await (const _ of source.chunks);
  }, /The file could not be read/);
});

test('lzop reads what lzop 1.04 wrote', async () => {
  const files = [
    // -9 and Adler-32; -1 and CRC-32
    'iUxaTwANChoKEEAgoAlAAwkDAAAJAACBpGsDaKwAAAAACXNtYWxsLnR4dG2xB8kAAAC9AAAAIlDMRB0dYXxiCjF8aGVsbG8gOxQAAwoyfGFiYy0JAAogXfgAEQAAAAAAAA==',
    'iUxaTwANChoKEEAgoBABAgEDABEIAACBpGsDaKwAAAAACXNtYWxsLnR4dOzYF8QAAAC9AAAANYOOt5oJYXxiCjF8aGVsbG8gOxQAAwoyfGFiYy0JAAogS/gAD2JjYWJjYWJjYWJjYWJjYWJjChEAAAAAAAA=',
  ];
  const text = 'a|b\n1|hello hello hello hello hello hello\n2|abcabcabcabcabcabc\n'.repeat(3);
  for (const file of files) assert.equal(String(await unpack(Buffer.from(file, 'base64'), 'lzop')), text);
});

test('LZO1X: every instruction is understood', () => {
  fc.assert(
    fc.property(lzo1xStream, ({ packed, data }) => {
      const output = Buffer.alloc(data.length);
      decompressLzo1x(packed, output);
      assert.ok(output.equals(data));
    }),
  );
});

test('LZO1X: any bytes end, in LzoError or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(3000), (input, size) => {
      try {
        decompressLzo1x(input, Buffer.alloc(size));
      } catch (error) {
        assert.ok(error instanceof LzoError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('bzip2 reads what the system writes', async (context) => {
  const data = Buffer.from(Array.from({ length: 400_000 }, (_, at) => `${(at * at) % 977},`).join(''));
  for (const level of ['-1', '-9']) {
    const { stdout, error } = spawnSync('bzip2', [level, '-c'], { input: data, maxBuffer: 1 << 28 });
    if (error) return context.skip('there is no bzip2');
    assert.ok((await unpack(stdout, 'bzip2')).equals(data));
  }
});

test('checksums', () => {
  assert.equal(adler32(Buffer.from('Wikipedia')), 0x11e60398);
  assert.equal(adler32(Buffer.alloc(0)), 1);
  assert.equal(crc32('123456789'), 0xcbf43926);
});

test('zstd: many frames, larger than the chunks of the file and smaller', async () => {
  const frames = Array.from({ length: 12 }, (_, index) => noise(index % 3 === 0 ? 700_000 : 1000 * index));
  const packed = Buffer.concat(frames.map((frame) => zstdCompressSync(frame)));
  assert.ok(packed.length > 2 << 20);
  assert.ok((await unpack(packed, 'zstd')).equals(Buffer.concat(frames)));
  assert.ok(
    (await unpack(Buffer.concat([packed, Buffer.from('trailing')]), 'zstd').catch(String)).includes(
      'damaged',
    ),
  );
});

test('a small file of zeros unpacks piece by piece', async () => {
  const zeros = Buffer.alloc(64 << 20);
  for (const compression of ['gzip', 'zstd'] as const) {
    let largest = 0;
    const content = await packers[compression](zeros);
    for await (const part of decompressed(0, { path: bench.write(content), compression }).chunks)
      largest = Math.max(largest, part.length);
    assert.ok(largest <= 1 << 20, String(largest));
  }
});

function flip(data: Buffer, at: number): Buffer {
  const changed = Buffer.from(data);
  changed[at]! ^= 0x55;
  return changed;
}

/** Bytes that do not shrink. */
function noise(length: number): Buffer {
  let state = length + 1;
  return Buffer.alloc(length).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  }) as Buffer;
}
