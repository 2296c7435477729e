import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { bunzip } from '../../support/bunzip.ts';
import { openUnloadTest, type UnloadTest } from '../../support/unload.ts';

let unloadTest: UnloadTest;
before(async () => {
  unloadTest = await openUnloadTest();
  await unloadTest.client.run(`
    CREATE TABLE numbers (n int, word varchar(40), half boolean);
    INSERT INTO numbers VALUES (0, 'zero', false), (1, 'one', true);
    CREATE TABLE many (n bigint, word varchar(60));
  `);
  const digits =
    '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const sum = names.map((name, index) => `${name}.d * ${10 ** index}`).join(' + ');
  await unloadTest.client.run(
    `INSERT INTO many SELECT ${sum}, 'the word of a number, ' || (${sum}) FROM ${names
      .slice(0, 5)
      .map((name) => `${digits} ${name}`)
      .join(', ')}, (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2) f`,
  );
});
after(() => unloadTest[Symbol.asyncDispose]());

const names: [options: string, expected: string[]][] = [
  ['', ['0000_part_00']],
  ['PARALLEL OFF', ['000']],
  ['CSV', ['0000_part_00']],
  ['JSON', ['0000_part_00']],
  ['GZIP', ['0000_part_00.gz']],
  ['CSV ZSTD PARALLEL OFF', ['000.zst']],
  ['BZIP2', ['0000_part_00.bz2']],
  ['PARQUET', ['0000_part_00.parquet']],
  ['PARQUET PARALLEL OFF', ['000.parquet']],
  ["CSV GZIP EXTENSION 'csv.gz'", ['0000_part_00.csv.gz']],
  ["EXTENSION '.txt' MANIFEST", ['0000_part_00.txt', 'manifest']],
  ['PARTITION BY (half)', ['half=f/0000_part_00', 'half=t/0000_part_00']],
  [
    'PARTITION BY (half, n) PARALLEL OFF GZIP MANIFEST',
    ['half=f/n=0/000.gz', 'half=t/n=1/000.gz', 'manifest'],
  ],
];

for (const [options, expected] of names) {
  test(`names of UNLOAD ${options}`, async () => {
    assert.deepEqual(Object.keys(await unloadTest.unload('SELECT * FROM numbers', options)), expected);
  });
}

test('a prefix is put before the names as it is', async () => {
  await unloadTest.client.run(
    "UNLOAD ('SELECT 1 AS a') TO 's3://bucket/prefix/file_' IAM_ROLE default MANIFEST",
  );
  assert.deepEqual(unloadTest.s3.keys('bucket', 'prefix/'), [
    'prefix/file_0000_part_00',
    'prefix/file_manifest',
  ]);
});

test('a slash comes between a prefix and its partitions', async () => {
  const { client, s3 } = unloadTest;
  await client.run(
    "UNLOAD ('SELECT 1 AS a, 2 AS b') TO 's3://bucket/slash/part' IAM_ROLE default PARTITION BY (a) MANIFEST",
  );
  assert.deepEqual(s3.keys('bucket', 'slash/'), ['slash/part/a=1/0000_part_00', 'slash/part/manifest']);
});

test('compressed files', async () => {
  const query = 'SELECT n, word FROM many ORDER BY n';
  const plain = await unloadTest.unload(query, 'PARALLEL OFF');
  const gzip = await unloadTest.unload(query, 'PARALLEL OFF GZIP');
  const zstd = await unloadTest.unload(query, 'PARALLEL OFF ZSTD');
  const bzip2 = await unloadTest.unload(query, 'PARALLEL OFF BZIP2');
  const text = plain['000']!;
  assert.equal(text.toString().split('\n').length, 300_001);
  assert.ok(gunzipSync(gzip['000.gz']!).equals(text));
  assert.ok(zstdDecompressSync(zstd['000.zst']!).equals(text));
  assert.ok((await bunzip(bzip2['000.bz2']!)).equals(text));
  const nothing = await unloadTest.unload('SELECT 1 WHERE false', 'BZIP2');
  assert.equal((await bunzip(nothing['0000_part_00.bz2']!)).length, 0);
});

test('MAXFILESIZE: no file is larger, no row is split, the order is kept in a serial UNLOAD', async () => {
  for (const options of ['', 'ESCAPE', 'CSV HEADER']) {
    const files = await unloadTest.unload(
      'SELECT n, word FROM many ORDER BY n DESC',
      `PARALLEL OFF MAXFILESIZE 5 MB ${options}`,
    );
    assert.deepEqual(Object.keys(files).slice(0, 2), ['000', '001']);
    let next = 299_999;
    for (const file of Object.values(files)) {
      assert.ok(file.length <= 5 * 1024 * 1024);
      const lines = file.toString().trimEnd().split('\n');
      if (options.includes('HEADER')) assert.equal(lines.shift(), 'n,word');
      for (const line of lines) assert.equal(Number(line.split(/[|,]/)[0]), next--);
    }
    assert.equal(next, -1);
  }
});

test('parallel files: each in the order of the query, all together the whole', async () => {
  const files = await unloadTest.unload(
    'SELECT n, word FROM many ORDER BY n',
    'MAXFILESIZE 5 MB MANIFEST VERBOSE',
  );
  const { manifest, ...data } = files;
  const seen = new Set<number>();
  for (const file of Object.values(data)) {
    const numbers = file
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => Number.parseInt(line, 10));
    assert.ok(numbers.every((number, index) => index === 0 || numbers[index - 1]! < number));
    for (const number of numbers) seen.add(number);
  }
  assert.equal(seen.size, 300_000);
  const { entries, meta } = JSON.parse(manifest!.toString());
  assert.equal(entries.length, Object.keys(data).length);
  for (const { url, meta } of entries) {
    const file = data[url.split('/').at(-1)]!;
    assert.equal(meta.content_length, file.length);
    assert.equal(meta.record_count, file.toString().split('\n').length - 1);
  }
  assert.equal(meta.record_count, 300_000);
});

test('records are counted, not lines', async () => {
  const query = "SELECT n, word || chr(10) || '\"' AS w FROM many ORDER BY n";
  for (const options of ['CSV HEADER', 'CSV', 'ESCAPE', 'ADDQUOTES ESCAPE']) {
    const { manifest } = await unloadTest.unload(query, `${options} MAXFILESIZE 5 MB MANIFEST VERBOSE`);
    const { entries, meta } = JSON.parse(manifest!.toString());
    assert.ok(entries.length > 1);
    assert.equal(meta.record_count, 300_000 + (options.includes('HEADER') ? entries.length : 0));
  }
});

test('partitions larger than MAXFILESIZE', async () => {
  const query = 'SELECT n, word, n % 2 AS odd FROM many';
  const text = await unloadTest.unload(query, 'PARTITION BY (odd) MAXFILESIZE 5 MB CSV HEADER');
  assert.deepEqual(Object.keys(text), [
    'odd=0/0000_part_00',
    'odd=0/0001_part_00',
    'odd=1/0000_part_00',
    'odd=1/0001_part_00',
  ]);
  for (const file of Object.values(text)) {
    assert.ok(file.length <= 5 * 1024 * 1024);
    assert.match(file.toString(), /^n,word\n\d+,"the word/);
  }
  const lines = Object.values(text).flatMap((file) => file.toString().trimEnd().split('\n').slice(1));
  assert.equal(new Set(lines).size, 300_000);
});

test('Parquet, read by another reader', async () => {
  const files = await unloadTest.unload(
    `
    SELECT CAST(1 AS SMALLINT) AS s, 2 AS i, CAST(3 AS BIGINT) AS b, CAST(1.50 AS DECIMAL(8,2)) AS d, CAST(0.5 AS REAL) AS r,
      CAST(0.1 AS FLOAT8) AS f, true AS t, CAST('ab' AS CHAR(4)) AS c, 'text' AS v, DATE '2024-01-02' AS day,
      TIMESTAMP '2024-01-02 03:04:05.678' AS at, TIMESTAMPTZ '2024-01-02 03:04:05+02' AS instant,
      JSON_PARSE('{"a":[1]}') AS j, CAST(NULL AS INT) AS nothing`,
    'PARQUET',
  );
  const bytes = files['0000_part_00.parquet']!;
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const [row] = await parquetReadObjects({ file });
  assert.deepEqual(row, {
    s: 1,
    i: 2,
    b: 3n,
    d: 1.5,
    r: 0.5,
    f: 0.1,
    t: true,
    c: 'ab',
    v: 'text',
    day: new Date('2024-01-02'),
    at: new Date('2024-01-02T03:04:05.678Z'),
    instant: new Date('2024-01-02T01:04:05.000Z'),
    j: { a: [1] },
    nothing: null,
  });
});

test('partition folders in the words of Hive', async () => {
  const query = `SELECT 1 AS n, CAST('a b/c:%=é''"' AS VARCHAR(20)) AS "Key", DATE '1992-01-02' AS d, TIMESTAMP '2019-01-01 00:00:00' AS t
    UNION ALL SELECT 2, NULL, NULL, NULL UNION ALL SELECT 3, '', DATE '1992-01-02', NULL`;
  const files = await unloadTest.unload(query, 'CSV PARTITION BY (key, d, t)');
  assert.deepEqual(
    Object.entries(files)
      .map(([key, file]) => [key, file.toString()])
      .sort(),
    [
      ['key=__HIVE_DEFAULT_PARTITION__/d=1992-01-02/t=__HIVE_DEFAULT_PARTITION__/0000_part_00', '3\n'],
      [
        'key=__HIVE_DEFAULT_PARTITION__/d=__HIVE_DEFAULT_PARTITION__/t=__HIVE_DEFAULT_PARTITION__/0000_part_00',
        '2\n',
      ],
      ['key=a b%2Fc%3A%25%3Dé%27%22/d=1992-01-02/t=2019-01-01 00%3A00%3A00/0000_part_00', '1\n'],
    ].sort(),
  );
});

test('PARTITION BY … INCLUDE keeps the columns in the files', async () => {
  const files = await unloadTest.unload('SELECT * FROM numbers', 'CSV HEADER PARTITION BY (half) INCLUDE');
  assert.equal(files['half=t/0000_part_00']!.toString(), 'n,word,half\n1,one,t\n');
});

test('no rows: an empty text file, and no object of other formats', async () => {
  for (const [options, expected] of [
    ['', ['0000_part_00']],
    ['CSV MANIFEST', ['0000_part_00', 'manifest']],
    ['JSON MANIFEST', []],
    ['PARQUET MANIFEST', []],
    ['PARQUET PARALLEL OFF', []],
    ['CSV PARTITION BY (half)', []],
  ] as const) {
    assert.deepEqual(
      Object.keys(await unloadTest.unload('SELECT * FROM numbers WHERE n < 0', options)),
      expected,
      options,
    );
  }
});

test('MANIFEST and MANIFEST VERBOSE', async () => {
  const plain = await unloadTest.unload('SELECT * FROM numbers', 'MANIFEST');
  const { entries, ...more } = JSON.parse(plain.manifest!.toString());
  const { length } = plain['0000_part_00']!;
  assert.match(entries[0].url, /^s3:\/\/bucket\/unload-\d+\/0000_part_00$/);
  assert.deepEqual(entries, [{ url: entries[0].url, meta: { content_length: length } }]);
  assert.deepEqual(more, {});
  const verbose = await unloadTest.unload(
    "SELECT n, word, CAST(1.5 AS DECIMAL(8,2)) AS d, CAST('x' AS CHAR(3)) AS c, DATE '2024-01-02' AS day FROM numbers",
    'CSV HEADER MANIFEST VERBOSE',
  );
  const document = JSON.parse(verbose.manifest!.toString());
  const bytes = verbose['0000_part_00']!.length;
  assert.deepEqual(document.entries[0].meta, { content_length: bytes, record_count: 3 });
  assert.deepEqual(document.meta, { content_length: bytes, record_count: 3 });
  assert.deepEqual(document.author, { name: 'Amazon Redshift', version: '1.0.0' });
  assert.deepEqual(document.schema.elements, [
    { name: 'n', type: { base: 'integer' } },
    { name: 'word', type: { base: 'character varying', max_length: 40 } },
    { name: 'd', type: { base: 'numeric', precision: 8, scale: 2 } },
    { name: 'c', type: { base: 'character', max_length: 3 } },
    { name: 'day', type: { base: 'date' } },
  ]);
});

test('ENCRYPTED is recorded with the objects', async () => {
  const { client, s3 } = unloadTest;
  await client.run("UNLOAD ('SELECT 1') TO 's3://bucket/sse/' IAM_ROLE default ENCRYPTED");
  await client.run("UNLOAD ('SELECT 1') TO 's3://bucket/kms/' IAM_ROLE default KMS_KEY_ID 'k-1' ENCRYPTED");
  assert.deepEqual(s3.store.head('bucket', 'sse/0000_part_00').encryption, { algorithm: 'AES256' });
  assert.deepEqual(s3.store.head('bucket', 'kms/0000_part_00').encryption, {
    algorithm: 'aws:kms',
    keyId: 'k-1',
  });
});
