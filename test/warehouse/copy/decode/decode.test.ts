import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { decode } from '#warehouse/copy/decode/decode.ts';
import { DecodeError, type DecodeRequest, type Segment } from '#warehouse/copy/decode/decode-interface.ts';
import { DecodeBench, type Decoded } from './decode-support.ts';

const format = { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: false } as const;
const columns = ['a', 'b'];
const lines = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, at) => `${from + at}|${'x'.repeat(90)}\n`).join('');

const segmentsIn = (bench: DecodeBench): string[] =>
  readdirSync(bench.folder).filter((name) => name.startsWith('segment-'));

const never = new AbortController().signal;

async function all(request: DecodeRequest): Promise<Segment[]> {
  const segments: Segment[] = [];
  for await (const segment of decode(request, never)) segments.push(segment);
  return segments;
}

test('files become segments, in order, with their progress', async () => {
  await using bench = new DecodeBench();
  const contents = [lines(40_000), gzipSync(''), `h\n${lines(3)}bad\n`];
  const request = bench.request(
    contents.map((content) => gzipSync(content)),
    { format, columns, compression: 'gzip', segmentBytes: 1 << 20, ignoreHeader: 1 },
  );
  const decoded: Decoded = { records: [], rejects: [], replacements: [], linesScanned: [] };
  const progress: [number, number][] = [];
  for await (const segment of decode(request, never)) {
    progress.push([segment.filesComplete, segment.bytesRead]);
    await bench.collect(segment, columns.length, decoded);
  }
  assert.ok(progress.length > 2);
  assert.deepEqual(
    progress,
    [...progress].sort(([a, b], [c, d]) => a - c || b - d),
  );
  assert.equal(progress.at(-1)?.[0], 3);
  assert.equal(decoded.records.length, 39_999 + 3);
  assert.deepEqual([decoded.records[0]?.line, decoded.records[0]?.fields[0]], [2, '1']);
  assert.deepEqual(decoded.linesScanned[0], 40_000);
  assert.deepEqual(decoded.rejects.map(({ file, line }) => [file, line]).at(-1), [2, 5]);
  assert.deepEqual(segmentsIn(bench), []);
});

test('files without records are one segment without records', async () => {
  await using bench = new DecodeBench();
  const [segment, ...others] = await all(bench.request(['', ''], { format, columns }));
  assert.deepEqual(
    [segment?.records, segment?.filesComplete, segment?.linesScanned, others.length],
    [0, 2, [0, 0], 0],
  );
  assert.deepEqual(await bench.records(segment!.path, 2), []);
});

test('one segment is made ahead, and no more', async () => {
  await using bench = new DecodeBench();
  const request = bench.request([lines(100_000)], { format, columns, segmentBytes: 1 << 20 });
  const segments = decode(request, never)[Symbol.asyncIterator]();
  await segments.next();
  await sleep(600);
  assert.equal(segmentsIn(bench).length, 2);
  await segments.return?.();
  // The consumer's own is left; what nobody was given is gone.
  assert.equal(segmentsIn(bench).length, 1);
});

test('an abort ends it at once and leaves nothing', async () => {
  await using bench = new DecodeBench();
  const request = bench.request([lines(200_000)], { format, columns, segmentBytes: 1 << 20 });
  const controller = new AbortController();
  const reason = new Error('cancelled');
  let first: Segment | undefined;
  await assert.rejects(async () => {
    for await (const segment of decode(request, controller.signal)) {
      first ??= segment;
      controller.abort(reason);
    }
  }, reason);
  assert.deepEqual(segmentsIn(bench).length, 1);
  assert.ok(first && existsSync(first.path));
  await assert.rejects(async () => {
    for await (const _ of decode(request, controller.signal));
  }, reason);
});

test('a file that cannot be read on ends it, after what was read before', async () => {
  await using bench = new DecodeBench();
  const good = gzipSync(lines(20_000));
  const request = bench.request([good, good.subarray(0, good.length - 100)], {
    format,
    columns,
    compression: 'gzip',
    segmentBytes: 1 << 20,
  });
  let records = 0;
  await assert.rejects(
    async () => {
      for await (const segment of decode(request, never)) records += segment.records;
    },
    (error) => {
      assert.ok(error instanceof DecodeError);
      assert.deepEqual([error.file, error.code], [1, 1200]);
      assert.match(error.message, /^The GZIP file could not be unpacked: the file ends too early$/);
      return true;
    },
  );
  assert.ok(records >= 10_000);
  const missing = bench.request([], { format, columns });
  missing.files.push({ path: `${bench.folder}/none`, compression: 'none' });
  await assert.rejects(all(missing), /The file could not be read: ENOENT/);
});

test('a staging folder that is not there is an error, and no hang', async () => {
  await using bench = new DecodeBench();
  const request = {
    ...bench.request([lines(1)], { format, columns }),
    stagingFolder: `${bench.folder}/none`,
  };
  await assert.rejects(all(request), /ENOENT/);
});
