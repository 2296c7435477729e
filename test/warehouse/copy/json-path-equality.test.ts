import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
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

/** What a COPY made of a file: its rows and what it refused. */
async function load(columns: string, key: string, bytes: Buffer, more: string) {
  await s3.put('bucket', key, bytes);
  await client.run(`CREATE TABLE t (${columns})`);
  try {
    await client.run(`COPY t FROM 's3://bucket/${key}' IAM_ROLE default JSON ${more} MAXERROR 1000`);
    const rows = await client.rows('SELECT * FROM t');
    const errors = await client.rows(
      `SELECT line_number, colname, type, position, err_code, err_reason, raw_field_value, raw_line
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

test("the engine's reader of JSON and the decoder give the same rows and refuse the same records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tables), body, options, async (columns, bytes, more) => {
      const byEngine = await load(columns, 'data.json', bytes, more);
      // With a header to pass over, a file is the decoder's; lines count from the header.
      const decoded = await load(columns, 'data.json', behindHeader(bytes), `${more} IGNOREHEADER 1`);
      const shifted = decoded.errors.map((row) => {
        const [first, ...others] = JSON.parse(row);
        return JSON.stringify([String(Number(first) - 1), ...others]);
      });
      assert.deepEqual(byEngine, { rows: decoded.rows, errors: shifted.toSorted() });
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) },
  );
});
