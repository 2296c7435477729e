import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let s3: TestS3;
let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  s3 = await openTestS3();
  warehouse = await openTestWarehouse({ s3 });
  client = await TestClient.open(warehouse);
});
after(async () => {
  await client.close();
  await warehouse.close();
  await s3[Symbol.asyncDispose]();
});

const tables = [
  'a int, b varchar(6), c decimal(8,2)',
  'a smallint, b super, c float8',
  'a bigint not null, b char(4), c boolean',
  'a float4, b date, c timestamp',
  'a super, b varchar(40) not null, c varchar(3)',
  'a decimal(18,6), b int, c super',
];

const numbers = fc.oneof(
  fc.constantFrom('0', '-0', '1', '-1', '7', '42', '1.0', '1.5', '-0.0', '0.00', '12.50', '5.00', '0.001'),
  fc.constantFrom('1e5', '1E+2', '1e-7', '0.0001', '0.00001', '1e999', '1e38', '1e39', '3.4e38', '0.1'),
  fc.constantFrom(
    '12345678901234567890',
    '12345678901234567890.123',
    '123456789012345.6',
    '1234567890123456.5',
  ),
  fc.constantFrom('9223372036854775807', '-9223372036854775808', '9223372036854775808', '99999', '32768'),
  fc.constantFrom('0.1234567890123456789', '16777217.0', '16777217.00000001', '999999.995', '2147483648'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer().map(String),
);
const strings = fc.oneof(
  fc.constantFrom(
    '""',
    '" "',
    '"x"',
    '"null"',
    '"true"',
    '"1"',
    '"1.50"',
    '"é"',
    '"too long a text"',
    '"a,"',
    '"{}"',
  ),
  fc.constantFrom('"2020-01-01"', '"2020-02-30"', '"2020-01-01 10:00:00"', '"\\\\N"', '"x  "', '"[1]"'),
  fc.constantFrom(
    '"\\n"',
    '"\\"q\\""',
    '"\\u00e9"',
    '"\\u0000"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\\/"',
    '"\\u001f"',
  ),
  fc.string().map((value) => JSON.stringify(value)),
);
const nested = fc.oneof(
  fc.constantFrom(
    '[]',
    '{}',
    '[1]',
    '{"a":1}',
    '{"a": 1}',
    '[1.50]',
    '[1.5,"x"]',
    '{"a":{"a":[1,null]}}',
    '[ 1 ]',
  ),
  fc.constantFrom('{"a":1,"a":2}', '["\\u00e9"]', '["é","\\n"]', '[[[[[1]]]]]', '[-0]', '[1e5]', '["\\/"]'),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);
const words = fc.constantFrom('null', 'true', 'false');
const odd = fc.constantFrom(
  'NaN',
  'Infinity',
  '01',
  '1.',
  '.5',
  '+1',
  '[1,]',
  '{"a":1,}',
  '',
  'nul',
  '"open',
  '"\t"',
);
const value = fc.oneof(
  { weight: 4, arbitrary: numbers },
  { weight: 4, arbitrary: strings },
  { weight: 2, arbitrary: nested },
  { weight: 2, arbitrary: words },
);

const names = fc.constantFrom('a', 'b', 'c', 'a', 'b', 'c', 'other', 'A', 'é');
const colon = fc.constantFrom(':', ':', ': ', ' :\t');
const comma = fc.constantFrom(',', ',', ', ', ' ,');
/** Any members in any order, perhaps twice. */
const anyRecord = fc
  .tuple(fc.array(fc.tuple(names, colon, value), { maxLength: 5 }), comma)
  .map(([members, between]) => `{${members.map(([name, is, it]) => `"${name}"${is}${it}`).join(between)}}`);
const usualRecord = fc
  .tuple(value, value, value, fc.subarray(['a', 'b', 'c', 'other'], { minLength: 3 }))
  .map(([a, b, c, present]) => {
    const all: Record<string, string> = { a, b, c, other: b };
    return `{${present.map((name) => `"${name}":${all[name]}`).join(',')}}`;
  });
const oddRecord = fc
  .tuple(usualRecord, odd, fc.nat(30))
  .map(([record, piece, at]) => record.slice(0, at) + piece + record.slice(at));
const oddLine = fc.oneof(
  oddRecord,
  fc.constantFrom(
    '',
    ' ',
    '{"a":',
    '}',
    ']',
    '{"a":1}{"a":2}',
    '[{"a":1},',
    '{"a":1},',
    '{',
    'junk',
    '[1]',
    '{"a":\r',
  ),
  fc.constantFrom(
    '{"a":1',
    '"x"',
    '1',
    'null',
    '\u{feff}{"a":1}',
    '{"a":"',
    '{"a":1} junk',
    '{"a":[',
    '{\n"a":1\n}',
    ' {"a":1}',
  ),
);
const line = fc.oneof(
  { weight: 12, arbitrary: usualRecord },
  { weight: 2, arbitrary: anyRecord },
  { weight: 1, arbitrary: oddLine },
);
const content = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 20 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
/** Bytes that are no UTF-8 in place of a character here and there. */
const body = fc
  .tuple(content, fc.boolean(), fc.boolean())
  .map(([text, broken, usual]) => {
    // A first record from which the names are learned.
    const whole = usual ? `{"a":1,"b":"x","c":1.5,"other":{"x":[1]}}\n${text}` : text;
    return broken ? Buffer.from(whole.replaceAll('é', '\x00BAD'), 'utf8') : Buffer.from(whole);
  })
  .map((bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\x00BAD', '\xe9'), 'latin1'));

const options = fc
  .record({
    mapping: fc.constantFrom("'auto'", "'auto'", "'auto ignorecase'"),
    text: fc.constantFrom('', '', 'EMPTYASNULL', 'BLANKSASNULL', 'TRIMBLANKS', 'TRUNCATECOLUMNS', 'ROUNDEC'),
    characters: fc.constantFrom('', '', 'ACCEPTINVCHARS'),
    dates: fc.constantFrom(
      '',
      "TIMEFORMAT 'epochsecs'",
      'ACCEPTANYDATE',
      "DATEFORMAT 'auto' TIMEFORMAT 'auto'",
    ),
  })
  .map((all) => Object.values(all).join(' '));

/** What a COPY made of files: its rows and what it refused. */
async function load(columns: string, files: Buffer[], more: string) {
  for (const key of s3.keys('bucket', 'data/')) await s3.store.delete('bucket', key);
  for (const [index, bytes] of files.entries()) await s3.put('bucket', `data/${index}`, bytes);
  await client.run(`CREATE TABLE t (${columns})`);
  try {
    await client.run(`COPY t FROM 's3://bucket/data/' IAM_ROLE default JSON ${more} MAXERROR 1000`);
    const rows = await client.rows('SELECT * FROM t');
    const errors = await client.rows(
      `SELECT line_number, trim(filename), colname, type, position, err_code, err_reason, raw_field_value, raw_line
       FROM stl_load_errors WHERE query = pg_last_copy_id()`,
    );
    const texts = (all: unknown[]) => all.map((row) => JSON.stringify(row)).toSorted();
    return { rows: texts(rows), errors: texts(errors) };
  } finally {
    await client.run('DROP TABLE t');
  }
}

/** A byte order mark stays the first thing in the file. */
function behindHeader(bytes: Buffer): Buffer {
  const mark = Buffer.from('\u{feff}');
  const start = bytes.indexOf(mark) === 0 ? mark.length : 0;
  return Buffer.concat([bytes.subarray(0, start), Buffer.from('\n'), bytes.subarray(start)]);
}

/** The same by the decoder alone: a file with a header to pass over is the decoder's, and its lines count from there. */
async function decode(columns: string, files: Buffer[], more: string) {
  const { rows, errors } = await load(columns, files.map(behindHeader), `${more} IGNOREHEADER 1`);
  const shifted = errors.map((row) => {
    const [line, ...others] = JSON.parse(row);
    return JSON.stringify([String(Number(line) - 1), ...others]);
  });
  return { rows, errors: shifted.toSorted() };
}

test("the engine's reader of JSON and the decoder give the same rows and refuse the same records", async () => {
  const files = fc.array(body, { minLength: 1, maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tables), files, options, async (columns, bytes, more) => {
      assert.deepEqual(await load(columns, bytes, more), await decode(columns, bytes, more));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 30) },
  );
});

/** So many good records that a few others do not make the file the decoder's. */
function manyRecords(odd: Record<number, string>): Buffer {
  const lines = Array.from(
    { length: 30_000 },
    (_, n) => odd[n] ?? `{"a": ${n}, "b": "x${n % 100}", "c": ${n % 7}.25, "other": [${n}, {"x": null}]}`,
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

test('odd lines among many: each is told with its own line', async () => {
  const file = manyRecords({
    10: '{"a": 1,',
    11: '"b": "two"}',
    500: '{"a": "no number", "b": "x", "c": 1}',
    501: '{"b": "other order", "a": 7}',
    12000: '{"a": 1, "b": "open}',
    12001: '',
    20000: 'junk',
    20001: '{"a": 1, "b": "much too long", "c": 1.25, "other": 1}',
    20002: '{"a": 1, "b": "much too long", "c": 1.25, "other": 1}',
    29999: '{"a": 1}{"a": 2}',
  });
  const columns = 'a int, b varchar(6), c decimal(8,2)';
  const byEngine = await load(columns, [file, file], "'auto'");
  assert.deepEqual(byEngine, await decode(columns, [file, file], "'auto'"));
  assert.equal(byEngine.rows.length, 59_986);
  const lines = byEngine.errors.map((row) => Number(JSON.parse(row)[0])).toSorted((a, b) => a - b);
  assert.deepEqual(
    lines,
    [501, 501, 502, 502, 12_003, 12_003, 20_001, 20_001, 20_002, 20_002, 20_003, 20_003],
  );
});

test('a later line makes text of a column whose values were plain', async () => {
  const file = Buffer.from('{"a":0.00001,"b":1}\n{"a":1.25,"b":2}\n{"a":"1.5","b":""}\n');
  const columns = 'a decimal(18,6), b int';
  assert.deepEqual(await load(columns, [file], "'auto'"), await decode(columns, [file], "'auto'"));
});

test('a line that leaves a value open takes the next one with it', async () => {
  const file = manyRecords({ 10: '{"a": 1, "b": {"x":', 20: '}}' });
  const columns = 'a int, b varchar(6), c decimal(8,2)';
  assert.deepEqual(await load(columns, [file], "'auto'"), await decode(columns, [file], "'auto'"));
});

test('GZIP and jsonpaths that are names', async () => {
  await s3.put('bucket', 'paths.json', `{"jsonpaths": ["$['b']", "$['other']", "$['a']", "$['a']"]}`);
  const file = gzipSync(manyRecords({ 5: '{"a": 1}' }));
  const columns = 'x varchar(4), y super, z int not null, w varchar(9)';
  await s3.put('bucket', 'gz/0', file);
  await client.run(`CREATE TABLE t (${columns})`);
  await client.run("COPY t FROM 's3://bucket/gz/' IAM_ROLE default JSON 's3://bucket/paths.json' GZIP");
  const rows = await client.rows('SELECT * FROM t WHERE z < 3 OR x IS NULL ORDER BY z, x');
  assert.deepEqual(rows, [
    ['x0', '[0, {"x": null}]', '0', '0'],
    ['x1', '[1, {"x": null}]', '1', '1'],
    [null, null, '1', '1'],
    ['x2', '[2, {"x": null}]', '2', '2'],
  ]);
  await client.run('DROP TABLE t');
});
