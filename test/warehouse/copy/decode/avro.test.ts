import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import avro from 'avsc';
import { compress } from 'snappyjs';
import type { RecordMapping } from '#sql/copy/copy-options.ts';
import { DecodeError } from '#warehouse/copy/decode/decode-interface.ts';
import { inMemory, type Outcome, type RequestOptions } from './decode-support.ts';

const auto: RecordMapping = { kind: 'auto', ignoreCase: false };
const paths: RecordMapping = { kind: 'paths', bucket: '', key: '' };

type Codec = 'null' | 'deflate' | 'snappy';

/** A container file of `records`, written by avsc. */
async function container(schema: object, records: unknown[], codec: Codec = 'null'): Promise<Buffer> {
  const snappy = (data: Buffer, done: (error: Error | null, packed: Buffer) => void): void => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32(data));
    done(null, Buffer.concat([compress(data), checksum]));
  };
  const codecs = { ...avro.streams.BlockEncoder.defaultCodecs(), snappy } as never;
  const type = avro.Type.forSchema(schema as never, { wrapUnions: true });
  const encoder = new avro.streams.BlockEncoder(type, {
    codec,
    codecs,
    blockSize: 1000,
    writeHeader: true,
  } as never);
  const parts: Buffer[] = [];
  encoder.on('data', (part: Buffer) => parts.push(part));
  for (const record of records) encoder.write(record);
  encoder.end();
  await once(encoder, 'end');
  return Buffer.concat(parts);
}

/** A container of one block, put together by hand; the schema stays as it is written. */
function withBlock(schema: object, count: number, data: Buffer): Buffer {
  const long = avro.Type.forSchema('long');
  const meta = avro.Type.forSchema({ type: 'map', values: 'string' });
  const sync = Buffer.alloc(16, 7);
  const header = [Buffer.from('Obj\x01'), meta.toBuffer({ 'avro.schema': JSON.stringify(schema) }), sync];
  return Buffer.concat([...header, long.toBuffer(count), long.toBuffer(data.length), data, sync]);
}

function decode(
  content: Uint8Array,
  columns: string[],
  options: Partial<RequestOptions> & { mapping?: RecordMapping } = {},
  chunkBytes?: number,
): Outcome {
  const { mapping = auto, ...rest } = options;
  return inMemory(content, { format: { kind: 'avro', mapping }, columns, ...rest }, chunkBytes);
}

const fields = (outcome: Outcome): (string | null)[][] => outcome.records.map((record) => record.fields);

const record = (fields: Record<string, unknown>): object => ({
  type: 'record',
  name: 'R',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type })),
});

test('every type has a text', async () => {
  const schema = record({
    n: 'null',
    b: 'boolean',
    i: 'int',
    l: 'long',
    f: 'float',
    d: 'double',
    s: 'string',
    y: 'bytes',
    x: { type: 'fixed', name: 'X', size: 2 },
    e: { type: 'enum', name: 'E', symbols: ['RED', 'BLUE'] },
    a: { type: 'array', items: ['null', 'int'] },
    m: { type: 'map', values: 'string' },
    r: { type: 'record', name: 'Inner', fields: [{ name: 'p', type: 'double' }] },
    u: ['null', 'string', 'long'],
  });
  const value = {
    n: null,
    b: true,
    i: -7,
    l: 9007199254740990,
    f: Math.fround(0.1),
    d: 1e-7,
    s: 'a"ü\n',
    y: Buffer.from('yz'),
    x: Buffer.from('ab'),
    e: 'BLUE',
    a: [{ int: 1 }, null],
    m: { k: 'v"' },
    r: { p: 2.5 },
    u: { string: 'x' },
  };
  const columns = Object.keys(value);
  const file = await container(schema, [value]);
  assert.deepEqual(fields(decode(file, columns)), [
    [
      null,
      'true',
      '-7',
      '9007199254740990',
      '0.1',
      '1e-7',
      'a"ü\n',
      'yz',
      'ab',
      'BLUE',
      '[1,null]',
      '{"k":"v\\""}',
      '{"p":2.5}',
      'x',
    ],
  ]);
  assert.deepEqual(fields(decode(file, ['s', 'e', 'i', 'u', 'n'], { super: true })), [
    ['"a\\"ü\\n"', '"BLUE"', '-7', '"x"', null],
  ]);
});

test('longs and decimals keep all their digits; dates and times are read as such', async () => {
  const schema = record({
    l: 'long',
    dec: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 3 },
    day: { type: 'int', logicalType: 'date' },
    tm: { type: 'int', logicalType: 'time-millis' },
    tu: { type: 'long', logicalType: 'time-micros' },
    sm: { type: 'long', logicalType: 'timestamp-millis' },
    su: { type: 'long', logicalType: 'timestamp-micros' },
  });
  const long = avro.types.LongType.__with({
    fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
    toBuffer: (value: bigint) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64LE(value);
      return bytes;
    },
    fromJSON: BigInt,
    toJSON: String,
    isValid: (value: unknown) => typeof value === 'bigint',
    compare: () => 0,
  } as never);
  const type = avro.Type.forSchema(schema as never, { registry: { long } } as never);
  const rows = [
    {
      l: 2n ** 63n - 1n,
      dec: Buffer.from([0x04, 0xd2]),
      day: 19_000,
      tm: 3_723_004,
      tu: 86_399_999_999,
      sm: 1_700_000_000_123,
      su: -1,
    },
    { l: -(2n ** 63n), dec: Buffer.from([0xff]), day: -1, tm: 0, tu: 0, sm: 0, su: 0 },
  ];
  const file = withBlock(schema, rows.length, Buffer.concat(rows.map((row) => type.toBuffer(row))));
  const columns = ['l', 'dec', 'day', 'tm', 'tu', 'sm', 'su'];
  assert.deepEqual(fields(decode(file, columns)), [
    [
      '9223372036854775807',
      '1.234',
      '2022-01-08',
      '01:02:03.004000',
      '23:59:59.999999',
      '2023-11-14 22:13:20.123000',
      '1969-12-31 23:59:59.999999',
    ],
    [
      '-9223372036854775808',
      '-0.001',
      '1969-12-31',
      '00:00:00',
      '00:00:00',
      '1970-01-01 00:00:00',
      '1970-01-01 00:00:00',
    ],
  ]);
  assert.deepEqual(fields(decode(file, ['sm', 'day'], { epochTimes: true }))[0], [
    '1700000000123',
    '2022-01-08',
  ]);
});

test('paths, names in any case, whole records', async () => {
  const friend = { type: 'record', name: 'Friend', fields: [{ name: 'id', type: 'int' }] };
  const schema = record({
    ID: 'int',
    friends: { type: 'array', items: friend },
    tags: ['null', { type: 'map', values: 'int' }],
  });
  const rows = [
    { ID: 1, friends: [{ id: 5 }, { id: 6 }], tags: { map: { a: 7 } } },
    { ID: 2, friends: [], tags: null },
  ];
  const file = await container(schema, rows);
  const jsonPaths = ['$.friends[0].id', '$.ID', '$.tags.a', '$.friends'];
  const outcome = decode(file, ['a', 'b', 'c', 'd'], { mapping: paths, jsonPaths });
  assert.deepEqual(fields(outcome), [['5', '1', '7', '[{"id":5},{"id":6}]']]);
  assert.deepEqual(
    outcome.rejects.map(({ line, reason, rawLine }) => [line, reason, rawLine]),
    [
      [
        2,
        'Invalid JSONPath format: Not an array or index out of range.',
        '{"ID":2,"friends":[],"tags":null}',
      ],
    ],
  );
  assert.deepEqual(fields(decode(file, ['id'])), [[null], [null]]);
  assert.deepEqual(fields(decode(file, ['id'], { mapping: { kind: 'auto', ignoreCase: true } })), [
    ['1'],
    ['2'],
  ]);
  assert.deepEqual(fields(decode(file, ['s'], { mapping: { kind: 'noshred' }, super: true }))[1], [
    '{"ID":2,"friends":[],"tags":null}',
  ]);
});

test('types that contain themselves', async () => {
  const schema = {
    type: 'record',
    name: 'Node',
    fields: [
      { name: 'v', type: 'int' },
      { name: 'next', type: ['null', 'Node'] },
    ],
  };
  const file = await container(schema, [{ v: 1, next: { Node: { v: 2, next: null } } }]);
  assert.deepEqual(fields(decode(file, ['v', 'next'])), [['1', '{"v":2,"next":null}']]);
});

test('codecs, and chunks cut anywhere', async () => {
  const schema = record({ i: 'int', s: 'string' });
  const rows = Array.from({ length: 300 }, (_, i) => ({ i, s: `text ${i}`.repeat(3) }));
  for (const codec of ['null', 'deflate', 'snappy'] as const) {
    const file = await container(schema, rows, codec);
    for (const size of [1, 7, 1000, file.length]) {
      const outcome = decode(file, ['s', 'i'], {}, size);
      assert.deepEqual(
        fields(outcome),
        rows.map(({ i, s }) => [s, String(i)]),
      );
      assert.equal(outcome.lines, 300);
    }
  }
});

test('what cannot be read says why', async () => {
  const schema = record({ s: 'string' });
  const file = await container(schema, [{ s: 'x'.repeat(100) }, { s: 'y' }]);
  const cases: [Uint8Array, RegExp][] = [
    [Buffer.alloc(0), /no Avro container/],
    [Buffer.from('a,b,c\n'), /no Avro container/],
    [file.subarray(0, 30), /ends inside of its header/],
    [file.subarray(0, file.length - 20), /ends inside of a block/],
    [
      Buffer.concat([file.subarray(0, file.length - 1), Buffer.from([1])]),
      /does not end with the file's mark/,
    ],
    [
      Buffer.from(file.toString('latin1').replace('"string"', '"strinG"'), 'latin1'),
      /its schema cannot be read/,
    ],
    [
      Buffer.from(file.toString('latin1').replace('null', 'bzip'), 'latin1'),
      /its codec "bzip" is not supported/,
    ],
    [await container('int' as never, [1, 2]), /its schema is no record/],
  ];
  for (const [content, reason] of cases)
    assert.throws(
      () => decode(content, ['s']),
      (error) => error instanceof DecodeError && reason.test(error.message),
      String(reason),
    );
});

test('bombs are refused', async () => {
  const schema = record({ a: { type: 'array', items: 'null' } });
  const long = avro.Type.forSchema('long');
  const nulls = Buffer.concat([long.toBuffer(2 ** 40), Buffer.from([0])]);
  assert.throws(() => decode(withBlock(schema, 1, nulls), ['a']), /too many values/);
  assert.throws(() => decode(withBlock(schema, 2 ** 40, Buffer.alloc(1)), ['a']), /wrong number of records/);

  const header = await container(record({ s: 'string' }), [], 'deflate');
  const packed = deflateRawSync(Buffer.alloc(50 << 20));
  const bomb = Buffer.concat([
    header,
    long.toBuffer(1),
    long.toBuffer(packed.length),
    packed,
    header.subarray(header.length - 16),
  ]);
  assert.throws(() => decode(bomb, ['s']), /more than 4 MB/);
});

test('strings that are no UTF-8 are refused, or replaced', async () => {
  const file = await container(record({ i: 'int', s: 'string' }), [
    { i: 1, s: 'aXb' },
    { i: 2, s: 'ok' },
  ]);
  file[file.indexOf('aXb') + 1] = 0xa4;
  const outcome = decode(file, ['s']);
  assert.deepEqual(fields(outcome), [['ok']]);
  assert.match(outcome.rejects[0]?.reason ?? '', /hex sequence: a4 \(error 3\)/);
  const replaced = decode(file, ['s'], { replacement: '^' });
  assert.deepEqual(fields(replaced), [['a^b'], ['ok']]);
  assert.equal(replaced.replacements.length, 1);
});
