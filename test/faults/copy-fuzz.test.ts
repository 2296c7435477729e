import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import avro from 'avsc';
import fc from 'fast-check';
import { type CopyTest, openCopyTest } from '../support/copy.ts';
import { columnNames, columnTypes } from './random-statement.ts';

let t: CopyTest;
before(async () => {
  t = await openCopyTest();
});
after(() => t[Symbol.asyncDispose]());

const runs = Number(process.env.FUZZ_RUNS ?? 60);

/** Errors of the engine or of our own code that reached the client. */
const engineWords =
  /duckdb|slipher:|\b(Binder|Catalog|Parser|Conversion|Internal|Invalid Input|Out of Range|Not implemented|IO) Error\b|INTERNAL|internal error|HUGEINT|\brs_\w+|undefined|\[object|TypeError|read_csv|read_parquet|at \w+ \(|file:\/\//;

interface Refusal {
  code?: string;
  message: string;
  detail?: string;
  hint?: string;
}

/** Runs a statement that may fail, but as Redshift fails: with a code and its own words. Its error, if any. */
async function attempt(statement: string): Promise<Refusal | undefined> {
  const error = await t.client.run(statement).then(
    () => undefined,
    (cause: Refusal) => cause,
  );
  if (error) {
    const { code, message, detail = '', hint = '' } = error;
    assert.match(code ?? 'no code', /^[0-9A-Z]{5}$/, `${statement}: ${(error as Error).stack}`);
    assert.notEqual(message, '');
    // What the client sees of the data itself may be anything.
    const told = [message, hint, detail.split('\n')[0]?.replace(/"[\s\S]*"/g, '')].join('\n');
    assert.doesNotMatch(told, engineWords, statement);
  }
  assert.deepEqual(readdirSync(t.s3.stagingFolder), [], `${statement}: staging is empty`);
  assert.equal(await t.client.value('SELECT 1'), '1', 'the session goes on');
  return error;
}

const types = [
  'int',
  'bigint',
  'smallint',
  'numeric(8,2)',
  'numeric(38,10)',
  'real',
  'float8',
  'boolean',
  'date',
  'timestamp',
  'timestamptz',
  'time',
  'timetz',
  'char(4)',
  'varchar(6)',
  'varchar(max)',
  'super',
  'varbyte(8)',
];
const columns = fc
  .array(fc.tuple(fc.constantFrom(...types), fc.constantFrom('', '', ' not null', ' default null')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) => list.map(([type, more], index) => `${'abcde'[index]} ${type}${more}`).join(', '));

const word = fc.constantFrom(
  '1',
  '-7',
  '3.14159',
  '1e400',
  'true',
  '2024-02-30',
  '2024-02-29 12:34:56.789+02',
  '{"a":[1,{"b":null}]}',
  'NULL',
  '\\N',
  '',
  ' ',
  '"',
  '""',
  "'",
  '\\',
  'é',
  '\u{1f600}',
  '\0',
  '\t',
  'long text that does not fit',
  '616263',
  '99999999999999999999999999999999999999999',
);
const line = fc
  .array(word, { maxLength: 7 })
  .chain((words) => fc.constantFrom('|', ',', '\t').map((delimiter) => words.join(delimiter)));
const text = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\n', '\r\n', '\r'))
  .map(([lines, end]) => Buffer.from(lines.join(end)));
const json = fc
  .array(
    fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'D'), fc.jsonValue({ maxDepth: 2 })),
    ),
    { maxLength: 5 },
  )
  .chain((values) =>
    fc
      .constantFrom('\n', ' ', '\n\n')
      .map((between) => Buffer.from(values.map((value) => JSON.stringify(value)).join(between))),
  );

/** Bytes with a few of them changed, cut off or put in. */
function mutated(bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    how: fc.constantFrom('set', 'cut', 'insert', 'drop', 'double'),
    byte: fc.nat(255),
  });
  return fc.tuple(bytes, fc.array(change, { maxLength: 3 })).map(([start, changes]) => {
    let bytes = Buffer.from(start);
    for (const { at, how, byte } of changes) {
      const place = Math.floor(at * bytes.length);
      const [before, behind] = [bytes.subarray(0, place), bytes.subarray(place)];
      const middle = { set: [byte], insert: [byte], cut: [], drop: [], double: [...behind.subarray(0, 64)] }[
        how
      ];
      const rest =
        how === 'cut' ? Buffer.alloc(0) : how === 'set' || how === 'drop' ? behind.subarray(1) : behind;
      bytes = Buffer.concat([before, Buffer.from(middle), rest]);
    }
    return bytes;
  });
}

const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const texts = fc.oneof(text, json, anything);
const compressions = [
  { option: '', pack: (bytes: Buffer) => bytes },
  { option: 'GZIP', pack: (bytes: Buffer) => gzipSync(bytes) },
  { option: 'ZSTD', pack: (bytes: Buffer) => zstdCompressSync(bytes) },
  { option: 'BZIP2', pack: (bytes: Buffer) => bytes },
  { option: 'LZOP', pack: (bytes: Buffer) => bytes },
];

const formats = fc.oneof(
  fc.constantFrom(
    '',
    "DELIMITER ','",
    "DELIMITER '\\t'",
    'ESCAPE',
    'REMOVEQUOTES',
    'ESCAPE REMOVEQUOTES',
    'CSV',
    "CSV DELIMITER '|'",
    "CSV QUOTE ''''",
    "FIXEDWIDTH 'a:1,b:3,c:5'",
    "FIXEDWIDTH '1:10'",
  ),
  fc.constantFrom("JSON 'auto'", "JSON 'auto ignorecase'", "JSON 'noshred'", "JSON 's3://bucket/paths'"),
);
const settings = fc
  .subarray(
    [
      'ACCEPTANYDATE',
      "ACCEPTINVCHARS '^'",
      'BLANKSASNULL',
      "DATEFORMAT 'auto'",
      'EMPTYASNULL',
      "TIMEFORMAT 'auto'",
      "TIMEFORMAT 'epochmillisecs'",
      'ROUNDEC',
      'TRIMBLANKS',
      'TRUNCATECOLUMNS',
      'FILLRECORD',
      'IGNOREBLANKLINES',
      'IGNOREHEADER 1',
      "NULL AS 'NULL'",
      "NULL AS '\\0'",
      'MAXERROR 3',
      'MAXERROR 100000',
      'NOLOAD',
      "ENCODING 'UTF16'",
      "ENCODING 'ISO88591'",
      'COMPUPDATE OFF',
    ],
    { maxLength: 4 },
  )
  .map((list) => list.join(' '));

test('whatever the bytes, the options and the table, a COPY loads or is refused by name', async () => {
  const paths = fc.constantFrom(
    '{"jsonpaths":["$.a"]}',
    '{"jsonpaths":["$.a","$.b"]}',
    '{"jsonpaths":["$[0]","$[1]"]}',
    '{"jsonpaths":["$"]}',
    '{"jsonpath":[]}',
    '{"jsonpaths":["$.a["]}',
    '[]',
    '{',
    '',
  );
  const load = fc.tuple(
    columns,
    fc.array(texts, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(...compressions),
    fc.nat(9),
    formats,
    settings,
    paths,
  );
  let loaded = 0;
  await fc.assert(
    fc.asyncProperty(
      load,
      anything,
      async ([columns, files, compression, damage, format, more, paths], junk) => {
        await prepare(columns);
        await t.s3.put('bucket', 'paths', paths);
        for (const [index, file] of files.entries()) {
          const packed = compression.pack(file);
          await t.s3.put('bucket', `in/${index}`, damage === 0 ? Buffer.concat([packed, junk]) : packed);
        }
        const error = await attempt(`${copy} ${format} ${compression.option} ${more}`);
        if (!error) loaded++;
        else assert.equal(await t.client.value('SELECT count(*) FROM t'), '0');
      },
    ),
    { numRuns: runs },
  );
  assert.ok(loaded > 0, 'some loads went well');
});

const copy = `COPY t FROM 's3://bucket/in/' IAM_ROLE default`;

async function prepare(columns: string): Promise<void> {
  for (const key of t.s3.keys('bucket', 'in/')) await t.s3.store.delete('bucket', key);
  await t.client.run(`DROP TABLE IF EXISTS t; CREATE TABLE t (${columns})`);
}

test('mutated Parquet, Avro, gzip and zstd files', async () => {
  await t.client.run(`CREATE TABLE source (a int, b varchar(20), c numeric(8,2), d timestamp);
    INSERT INTO source VALUES (1, 'one', 1.5, '2024-01-02 03:04:05'), (2, null, null, null)`);
  await t.client.run(
    `UNLOAD ('SELECT * FROM source') TO 's3://bucket/parquet/' IAM_ROLE default PARQUET PARALLEL OFF`,
  );
  const parquet = await t.s3.get('bucket', t.s3.keys('bucket', 'parquet/')[0] ?? '');
  const lines = Buffer.from('1|one|1.50|2024-01-02 03:04:05\n2|two||\n'.repeat(30));
  const kinds = [
    { bytes: parquet, options: 'PARQUET' },
    { bytes: await avroFile('null'), options: "AVRO 'auto'" },
    { bytes: await avroFile('deflate'), options: "AVRO 'auto'" },
    { bytes: gzipSync(lines), options: 'GZIP' },
    { bytes: gzipSync(lines), options: 'GZIP ESCAPE' },
    { bytes: zstdCompressSync(lines), options: 'ZSTD' },
    { bytes: zstdCompressSync(lines), options: 'ZSTD ESCAPE' },
  ];
  const tables = ['a int, b varchar(20), c numeric(8,2), d timestamp', 'a bigint, b super, c float8, d date'];
  const mutation = fc
    .constantFrom(...kinds)
    .chain(({ bytes, options }) => fc.tuple(mutated(fc.constant(bytes)), fc.constant(options)));
  await fc.assert(
    fc.asyncProperty(mutation, fc.constantFrom(...tables), async ([bytes, options], columns) => {
      await prepare(columns);
      await t.s3.put('bucket', 'in/a', bytes);
      const tolerant = options === 'PARQUET' ? '' : ' MAXERROR 1000';
      await attempt(`${copy} ${options}${tolerant}`);
    }),
    { numRuns: runs },
  );
});

/** A container file whose record has a union, an array and bytes. */
async function avroFile(codec: 'null' | 'deflate'): Promise<Buffer> {
  const type = avro.Type.forSchema({
    type: 'record',
    name: 'row',
    fields: [
      { name: 'a', type: 'int' },
      { name: 'b', type: ['null', 'string', { type: 'array', items: 'long' }] },
      { name: 'c', type: ['null', 'double'] },
      { name: 'd', type: 'bytes' },
    ],
  });
  const encoder = new avro.streams.BlockEncoder(type, { codec });
  for (let n = 0; n < 20; n++) {
    const b = n % 3 === 0 ? null : n % 3 === 1 ? `name ${n}` : [n, n + 1];
    encoder.write({ a: n, b, c: n % 2 ? n / 3 : null, d: Buffer.from('2024-01-02 03:04:05') });
  }
  encoder.end();
  return Buffer.concat(await encoder.toArray());
}

test('mutated manifests', async () => {
  await t.s3.put('bucket', 'there/a', '1\n');
  const whole = JSON.stringify({
    entries: [
      { url: 's3://bucket/there/a', mandatory: true, meta: { content_length: 2 } },
      { url: 's3://bucket/there/b' },
      { url: 's3://nobody/there/c', mandatory: false },
    ],
  });
  const other = fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ entries: value })));
  const url = fc
    .string({ unit: 'binary' })
    .map((key) =>
      Buffer.from(JSON.stringify({ entries: [{ url: `s3://${key}` }, { url: `s3://bucket/${key}` }] })),
    );
  const manifests = fc.oneof(mutated(fc.constant(Buffer.from(whole))), other, url);
  await t.client.run('DROP TABLE IF EXISTS t; CREATE TABLE t (a int)');
  await fc.assert(
    fc.asyncProperty(manifests, fc.constantFrom('', 'PARQUET', 'GZIP'), async (manifest, format) => {
      await t.s3.put('bucket', 'manifest', manifest);
      await attempt(`COPY t FROM 's3://bucket/manifest' IAM_ROLE default MANIFEST ${format}`);
    }),
    { numRuns: runs },
  );
});

const optionWords = fc.constantFrom(
  ...'CSV JSON AVRO PARQUET ORC FORMAT AS DELIMITER QUOTE NULL ESCAPE GZIP BZIP2 MANIFEST MAXERROR IGNOREHEADER'.split(
    ' ',
  ),
  ...'DATEFORMAT TIMEFORMAT ENCODING FIXEDWIDTH SHAPEFILE ENCRYPTED REGION IAM_ROLE CREDENTIALS COMPUPDATE ON OFF'.split(
    ' ',
  ),
  ...'PARTITION BY (a) INCLUDE HEADER ADDQUOTES PARALLEL MAXFILESIZE ROWGROUPSIZE EXTENSION VERBOSE CLEANPATH'.split(
    ' ',
  ),
  ...`'' ',' '\\t' 'auto' 'x' '\\0' 's3://bucket/x' 'a:1' '''' $$x$$ 0 1 -1 99999999999999999999 5 MB 1.5 GB default "a" ( ) , ;`.split(
    ' ',
  ),
);

test('random option lists are read or refused', async () => {
  await t.s3.put('bucket', 'there/a', '1\n');
  await t.client.run('DROP TABLE IF EXISTS t; CREATE TABLE t (a int)');
  const statements = fc.constantFrom(
    `COPY t FROM 's3://bucket/there/' IAM_ROLE default`,
    `COPY t FROM 's3://bucket/there/'`,
    `UNLOAD ('SELECT * FROM t') TO 's3://bucket/options/' IAM_ROLE default ALLOWOVERWRITE`,
    `UNLOAD ('SELECT * FROM t') TO 's3://bucket/options/'`,
  );
  await fc.assert(
    fc.asyncProperty(statements, fc.array(optionWords, { maxLength: 6 }), async (statement, words) => {
      await attempt(`${statement} ${words.join(' ')}`);
    }),
    { numRuns: runs * 3 },
  );
});

test('UNLOAD of every type with random options', async () => {
  const columns = columnNames.map((name, index) => `${name} ${columnTypes[index]}`).join(', ');
  await t.client.run(`CREATE TABLE every (${columns})`);
  await t.client.run(`INSERT INTO every VALUES (true, 1, 2, 3, 1.5, 2.5, 3.25, 4.125, 5, 'ab', 'he|"l''lo
    \\\\', '2024-02-29', '12:34:56', '12:34:56+02', '2024-02-29 12:34:56.789', '2024-02-29 12:34:56+00',
    interval '1-2' year to month, interval '3 4:05:06' day to second, json_parse('{"a":[1,"b",{"c":null}]}'),
    to_varbyte('616263', 'hex'))`);
  await t.client.run('INSERT INTO every (c2) VALUES (null)');
  const selected = fc.subarray([...columnNames], { minLength: 1 });
  const options = fc.subarray(
    [
      'CSV',
      'JSON',
      'PARQUET',
      'HEADER',
      "DELIMITER ','",
      "DELIMITER '\\001'",
      'ADDQUOTES',
      'ESCAPE',
      "NULL AS '@NULL@'",
      'GZIP',
      'BZIP2',
      'ZSTD',
      'PARALLEL OFF',
      'MANIFEST',
      'MANIFEST VERBOSE',
      'MAXFILESIZE 5 MB',
      'ROWGROUPSIZE 32 MB',
      "EXTENSION 'x'",
      'CLEANPATH',
      'ENCRYPTED',
    ],
    { maxLength: 4 },
  );
  let written = 0;
  await fc.assert(
    fc.asyncProperty(selected, options, fc.nat(4), async (names, list, partition) => {
      const by = partition === 0 ? ` PARTITION BY (${names[0]})${list.length % 2 ? ' INCLUDE' : ''}` : '';
      const overwrite = list.includes('CLEANPATH') ? '' : 'ALLOWOVERWRITE';
      const error = await attempt(
        `UNLOAD ('SELECT ${names.join(', ')} FROM every') TO 's3://bucket/every/' IAM_ROLE default ${overwrite} ${list.join(' ')}${by}`,
      );
      if (!error) written++;
    }),
    { numRuns: runs },
  );
  assert.ok(written > runs / 10, `${written} went well`);
});
