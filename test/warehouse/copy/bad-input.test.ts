import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import avro from 'avsc';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';
import { bzip2 } from './decode/bzip2-support.ts';

let t: CopyTest;
let parquet: Buffer;
before(async () => {
  t = await openCopyTest();
  await t.client.run(
    `UNLOAD ('SELECT 1 AS a, ''x''::varchar(20) AS b') TO 's3://bucket/parquet/' IAM_ROLE default PARQUET PARALLEL OFF`,
  );
  parquet = await t.s3.get('bucket', t.s3.keys('bucket', 'parquet/')[0] ?? '');
});
after(() => t[Symbol.asyncDispose]());

const table = 'a int, b varchar(20)';
const lines = Buffer.from(Array.from({ length: 20_000 }, (_, n) => `${n}|name ${n}\n`).join(''));
const megabyte = 1024 * 1024;

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

function join(...parts: (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function changed(bytes: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(255, from, to);
  return copy;
}

/** What a COPY of one file says; nothing of it may stay. */
async function refusal(file: string | Uint8Array, options: string, columns = table) {
  const { error, rows } = await t.copy(columns, { data: file }, options);
  assert(error, `${options}: ${JSON.stringify(rows)}`);
  assert.deepEqual(rows, []);
  assert.deepEqual(readdirSync(t.s3.stagingFolder), []);
  assert.equal(await t.client.value('SELECT 1'), '1');
  return error;
}

const failed = /^Load into table 't' failed\. {2}Check 'stl_load_errors' system table for details\.$/;
const unpacked = (format: string, why: string) =>
  new RegExp(`^The ${format} file could not be unpacked: .*${why}`);
const utf8 = /1220.*: "?a?\.|Bad UTF-8 hex sequence/;

type Content = string | Uint8Array | Promise<Uint8Array>;

const empty = new Uint8Array();
const damaged: [
  name: string,
  file: () => Content,
  options: string,
  message: RegExp,
  more?: { detail?: RegExp; hint?: RegExp },
][] = [
  ...['GZIP', 'GZIP ESCAPE', 'ZSTD', 'ZSTD ESCAPE'].flatMap((options): typeof damaged => {
    const format = options.split(' ')[0]!;
    const pack = format === 'GZIP' ? gzipSync : zstdCompressSync;
    const cut = unpacked(format, 'ends too early');
    return [
      [`half a file, ${options}`, () => half(pack(lines)), options, cut, { hint: /Upload the file again/ }],
      [`a few bytes, ${options}`, () => pack(lines).subarray(0, 5), options, cut],
      [`no bytes, ${options}`, () => empty, options, cut, { hint: /empty/ }],
      [
        `text, ${options}`,
        () => lines,
        options,
        unpacked(format, 'not of this format'),
        { hint: /leave \w+ out/ },
      ],
      [
        `garbage behind it, ${options}`,
        () => join(pack('1|x\n'), 'garbage!'),
        options,
        unpacked(format, 'damaged'),
      ],
    ];
  }),
  [
    'a checksum that is wrong',
    () => changed(gzipSync(lines), gzipSync(lines).length - 6, gzipSync(lines).length - 4),
    'GZIP',
    unpacked('GZIP', 'damaged'),
  ],
  ['half a bzip2 file', async () => half(await bzip2(lines)), 'BZIP2', unpacked('BZIP2', 'ends too early')],
  [
    'garbage behind bzip2',
    async () => join(await bzip2(Buffer.from('1|x\n')), 'garbage'),
    'BZIP2',
    unpacked('BZIP2', ''),
  ],
  ['text for lzop', () => lines, 'LZOP', unpacked('LZOP', 'no lzop file'), { hint: /leave LZOP out/ }],
  [
    'the head of an lzop file',
    () => Buffer.from('894c5a4f000d0a1a0a1030', 'hex'),
    'LZOP',
    unpacked('LZOP', 'ends too early'),
  ],
  [
    'gzip for zstd',
    () => gzipSync(lines),
    'ZSTD',
    unpacked('ZSTD', ''),
    { hint: /begins as gzip does: GZIP/ },
  ],
  ['gzip without GZIP', () => gzipSync(lines), '', failed, { hint: /begins as gzip does: GZIP/ }],
  [
    'gzip without GZIP, JSON',
    () => gzipSync('{"a":1}'),
    'JSON',
    failed,
    { hint: /begins as gzip does: GZIP/ },
  ],
  [
    'Parquet without PARQUET',
    () => parquet,
    'CSV',
    failed,
    { hint: /begins as Parquet does: FORMAT AS PARQUET/ },
  ],
  [
    'UTF-16 without ENCODING',
    () => Buffer.from('\ufeff1|x\n', 'utf16le'),
    '',
    failed,
    { hint: /ENCODING 'UTF16'/ },
  ],
  [
    'half a Parquet file',
    () => half(parquet),
    'PARQUET',
    /^Spectrum Scan Error$/,
    { detail: /not a valid Parquet file/, hint: /PAR1/ },
  ],
  [
    'an empty Parquet file',
    () => empty,
    'PARQUET',
    /^Spectrum Scan Error$/,
    { detail: /not a valid Parquet file/ },
  ],
  [
    'a Parquet file with damaged data',
    () => changed(parquet, 4, 40),
    'PARQUET',
    /^Spectrum Scan Error$/,
    { detail: /bucket\/case\/data/ },
  ],
  [
    'a Parquet file with a damaged footer',
    () => changed(parquet, parquet.length - 60, parquet.length - 30),
    'PARQUET',
    /^Spectrum Scan Error$/,
  ],
  ['text for Avro', () => '1,2\n', 'AVRO', /^The Avro file could not be read: it is no Avro container/],
  ['no bytes for Avro', () => empty, 'AVRO', /^The Avro file could not be read/],

  [
    'invalid UTF-8 in text',
    () => latin1('1|ok\n2|a\xff\xfe\n'),
    '',
    failed,
    { detail: utf8, hint: /ACCEPTINVCHARS/ },
  ],
  ['invalid UTF-8 in CSV', () => latin1('1,ok\n2,a\xe9b\n'), 'CSV', failed, { detail: utf8 }],
  ['invalid UTF-8 in JSON', () => latin1('{"a":1,"b":"a\xe9b"}'), 'JSON', failed, { detail: utf8 }],
  [
    'invalid UTF-8 in fixed widths',
    () => latin1('1ok \n2a\xe9b\n'),
    "FIXEDWIDTH 'a:1,b:3'",
    failed,
    { detail: utf8 },
  ],
  ['invalid UTF-8 in a number', () => latin1('\xe9|x\n'), '', failed, { detail: utf8 }],
  ['a zero byte in a number', () => '1\0|x\n', '', failed, { detail: /Invalid digit/ }],
  ['zero bytes alone', () => '\0\0\0', '', failed, { detail: /Delimiter not found/ }],
  [
    'a zero byte in a string of JSON',
    () => '{"a":1,"b":"o\0k"}',
    'JSON',
    failed,
    { detail: /Invalid JSON at byte 14: a string holds the control character 0x00/ },
  ],

  [
    'an open quote in CSV',
    () => '1,x\n2,"y\n3,z\n',
    'CSV',
    failed,
    { detail: /line 2, column b .*missing end quote/, hint: /quote/ },
  ],
  [
    'an open quote for REMOVEQUOTES',
    () => '1|"x\n2|y\n',
    'REMOVEQUOTES',
    failed,
    { detail: /line 1, .*missing end quote/, hint: /REMOVEQUOTES/ },
  ],
  [
    'text behind a quote',
    () => '1,"a"b\n',
    'CSV',
    failed,
    { detail: /Invalid quote formatting for CSV/, hint: /doubled/ },
  ],
  ['a quote inside a field', () => '1,a"b\n', 'CSV', failed, { detail: /Invalid quote formatting for CSV/ }],

  ...['TRUNCATECOLUMNS', 'TRUNCATECOLUMNS ESCAPE'].map((options): (typeof damaged)[number] => [
    `a record of 5 MB, ${options}`,
    () => `1|${'x'.repeat(5 * megabyte)}\n`,
    options,
    failed,
    { detail: /line 1: Record is longer than 4194304 bytes/, hint: /4 MB/ },
  ]),
  [
    'a record of 5 MB of CSV',
    () => `1,${'x'.repeat(5 * megabyte)}\n`,
    'CSV TRUNCATECOLUMNS',
    failed,
    { hint: /4 MB/ },
  ],
  [
    'a record of 5 MB of JSON',
    () => `{"b":"${'x'.repeat(5 * megabyte)}"}\n`,
    'JSON TRUNCATECOLUMNS',
    failed,
    { hint: /4 MB/ },
  ],
  [
    'a field too few',
    () => '1|x\n2\n',
    '',
    failed,
    { detail: /line 2, .*Delimiter not found/, hint: /FILLRECORD/ },
  ],
  ['a field too many', () => '1|x\n2|y|z\n', '', failed, { detail: /line 2, .*Extra column/ }],

  ['a header with the names', () => 'a|b\n1|x\n', '', failed, { hint: /IGNOREHEADER 1/ }],
  ['a header with other names', () => 'number|name\n1|x\n', '', failed, { hint: /IGNOREHEADER 1/ }],
  [
    'a word on the first line is no header when it stands for NULL',
    () => 'NULL|x\n1|x\n',
    '',
    failed,
    { hint: /NULL AS 'NULL'/ },
  ],

  ['a JSON array of objects', () => '[{"a":1,"b":"x"}]', 'JSON', failed, { hint: /array/ }],
  ['commas between objects', () => '{"a":1},\n{"a":2}\n', 'JSON', failed, { hint: /no commas/ }],
  ['text for JSON', () => '1|x\n', 'JSON', failed, { hint: /not look like JSON/ }],
  [
    'JSON that is cut off',
    () => '{"a":1}\n{"a":2,"b":',
    'JSON',
    failed,
    { detail: /line 2/, hint: /cut off/ },
  ],
  [
    'JSON that is nested too deeply',
    () => `{"b":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
    'JSON',
    failed,
    { detail: /nested too deeply/ },
  ],
  [
    'UTF-16 without its mark',
    () => Buffer.from('1|x\n', 'utf16le'),
    "ENCODING 'UTF16'",
    failed,
    { detail: /no byte order mark \(1221\)/ },
  ],
];

for (const [name, file, options, message, { detail = /./, hint } = {}] of damaged) {
  test(name, async () => {
    const error = await refusal(await file(), options);
    assert.equal(error.code, 'XX000');
    assert.match(error.message, message);
    assert.match(error.detail ?? '', detail);
    if (hint) assert.match(error.hint ?? '', hint);
  });
}

const harmless: [
  name: string,
  file: () => string | Uint8Array,
  options: string,
  rows: (string | null)[][],
][] = [
  ['an empty file', () => '', '', []],
  ['an empty CSV file with a header to pass over', () => '', 'CSV IGNOREHEADER 1', []],
  ['an empty JSON file', () => '', 'JSON', []],
  ['a header alone', () => 'a,b\n', 'CSV IGNOREHEADER 1', []],
  ['a header alone, without a line end', () => 'a,b', 'CSV IGNOREHEADER 1', []],
  ['fewer lines than the header', () => 'a,b\n', 'CSV IGNOREHEADER 5', []],
  ['a byte order mark, text', () => '\ufeff1|x\n', '', [['1', 'x']]],
  ['a byte order mark, CSV', () => '\ufeff1,x\n', 'CSV', [['1', 'x']]],
  ['a byte order mark before quotes', () => '\ufeff"1",x\n', 'CSV', [['1', 'x']]],
  ['a byte order mark before a header', () => '\ufeffa,b\n1,x\n', 'CSV IGNOREHEADER 1', [['1', 'x']]],
  ['a byte order mark, JSON', () => '\ufeff{"a":1,"b":"x"}\n', 'JSON', [['1', 'x']]],
  [
    'members of gzip one after the other',
    () => join(gzipSync('1|x\n'), gzipSync('2|y\n')),
    'GZIP',
    [
      ['1', 'x'],
      ['2', 'y'],
    ],
  ],
  [
    'frames of zstd one after the other',
    () => join(zstdCompressSync('1|x\n'), zstdCompressSync('2|y\n')),
    'ZSTD',
    [
      ['1', 'x'],
      ['2', 'y'],
    ],
  ],
  ['gzip padded with zeros', () => join(gzipSync('1|x\n'), new Uint8Array(100)), 'GZIP', [['1', 'x']]],
  [
    'line ends that change',
    () => '1|x\r\n2|y\n3|z\r\n',
    '',
    [
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'z'],
    ],
  ],
  ['keys in another case load nothing into their columns', () => '{"A":1,"B":"x"}', 'JSON', [[null, null]]],
  [
    'a record of 3 MB',
    () => `1|${'x'.repeat(3 * megabyte)}\n2|y\n`,
    'TRUNCATECOLUMNS',
    [
      ['1', 'x'.repeat(20)],
      ['2', 'y'],
    ],
  ],
  [
    'a record of 5 MB among others',
    () => `1|${'x'.repeat(5 * megabyte)}\n2|y\n`,
    'TRUNCATECOLUMNS MAXERROR 2',
    [['2', 'y']],
  ],
];

for (const [name, file, options, rows] of harmless) {
  test(name, async () => {
    const outcome = await t.copy(table, { data: file() }, options);
    assert.equal(outcome.error, undefined);
    assert.deepEqual(outcome.rows, rows);
    assert.deepEqual(readdirSync(t.s3.stagingFolder), []);
  });
}

const wrongPaths: [name: string, file: string | undefined, message: RegExp][] = [
  ['no such jsonpaths file', undefined, /^S3ServiceException:The specified key does not exist\./],
  ['jsonpaths that are no JSON', '{"jsonpaths":["$.a"', /jsonpaths/i],
  ['jsonpaths that are no paths', '{"jsonpaths":["$.a[","$.b"]}', /path/i],
  ['jsonpaths with wildcards', '{"jsonpaths":["$.a[*]","$.b"]}', /path/i],
  ['jsonpaths of both notations', `{"jsonpaths":["$['a']","$.b"]}`, /path/i],
  ['a jsonpath that is a number', '{"jsonpaths":[1,"$.b"]}', /path/i],
  [
    'too few jsonpaths',
    '{"jsonpaths":["$.a"]}',
    /^Number of jsonpaths and the number of columns should match\. JSONPath size: 1, Number of columns in table or column list: 2$/,
  ],
  ['two objects', '{"jsonpaths":["$.a","$.b"]} {}', /jsonpaths/i],
  ['an empty jsonpaths file', '', /jsonpaths/i],
];
for (const [name, file, message] of wrongPaths) {
  test(name, async () => {
    await t.s3.store.delete('bucket', 'paths');
    if (file !== undefined) await t.s3.put('bucket', 'paths', file);
    const error = await refusal('{"a":1}', "JSON 's3://bucket/paths' MAXERROR 1000");
    assert.equal(error.code, 'XX000');
    assert.match(error.message, message);
  });
}

test('a jsonpath that finds no array element', async () => {
  await t.s3.put('bucket', 'paths', '{"jsonpaths":["$.a[0]","$.b"]}');
  const error = await refusal('{"a":[1]}\n{"a":[]}\n', "JSON 's3://bucket/paths'");
  assert.match(error.detail ?? '', /line 2, column a .*Not an array or index out of range/);
});

test('an Avro block that unpacks to far more than it says', async () => {
  const type = avro.Type.forSchema({ type: 'record', name: 'r', fields: [{ name: 'b', type: 'string' }] });
  const encoder = new avro.streams.BlockEncoder(type, { codec: 'deflate', blockSize: 1024 * megabyte });
  encoder.write({ b: 'x'.repeat(100 * megabyte) });
  encoder.end();
  const bomb = Buffer.concat(await encoder.toArray());
  assert.ok(bomb.length < megabyte);
  const error = await refusal(bomb, 'AVRO TRUNCATECOLUMNS', 'b varchar(20)');
  assert.match(error.message, /^The Avro file could not be read: .*(large|long|bytes|MB)/);
});

test('an Avro union of many types loads each as text', async () => {
  const schema = {
    type: 'record',
    name: 'r',
    fields: [{ name: 'b', type: ['null', 'int', 'boolean', 'string', { type: 'map', values: 'long' }] }],
  };
  const encoder = new avro.streams.BlockEncoder(avro.Type.forSchema(schema as avro.Schema));
  for (const b of [null, 7, true, 'x', { y: 1 }]) encoder.write({ b });
  encoder.end();
  const { rows, error } = await t.copy(
    'b varchar(20)',
    { data: Buffer.concat(await encoder.toArray()) },
    'AVRO',
  );
  assert.equal(error, undefined);
  assert.deepEqual(
    rows.map(([value]) => value),
    ['7', 'true', 'x', '{"y":1}', null],
  );
});

const wrongManifests: [name: string, text: string, message: RegExp][] = [
  ['a manifest that is no JSON', 'x|y\n', /^Problem reading manifest file - it is not valid JSON$/],
  ['a manifest cut off', '{"entries":[{"url":"s3://bucket/ca', /^Problem reading manifest file/],
  ['a manifest that is empty', '', /^Problem reading manifest file/],
  ['a manifest without entries', '{"entries":[]}', /manifest/i],
  [
    'a manifest whose entries are no list',
    '{"entries":{}}',
    /^Problem reading manifest file - it has no array "entries"/,
  ],
  [
    'an entry without a url',
    '{"entries":[{"mandatory":true}]}',
    /^Problem reading manifest file - entry 1 has no "url"/,
  ],
  ['an entry that is a bucket', '{"entries":[{"url":"s3://bucket"}]}', /names "s3:\/\/bucket"/],
  ['an entry elsewhere', '{"entries":[{"url":"https://example.com/a"}]}', /names "https:/],
  [
    'mandatory is a word',
    '{"entries":[{"url":"s3://bucket/a","mandatory":"yes"}]}',
    /"mandatory" of entry 1/,
  ],
  ['no bucket', '{"entries":[{"url":"s3://nobody-has-this/a"}]}', /NoSuchBucket/],
  ['a prefix in place of a key', '{"entries":[{"url":"s3://bucket/case/","mandatory":true}]}', /NoSuchKey/],
];
for (const [name, text, message] of wrongManifests) {
  test(name, async () => {
    await t.s3.put('bucket', 'manifest', text);
    const error = await refusal('1|x\n', `FROM 's3://bucket/manifest' IAM_ROLE default MANIFEST`);
    assert.equal(error.code, 'XX000');
    assert.match(error.message, message);
  });
}
