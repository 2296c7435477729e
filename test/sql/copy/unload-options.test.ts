import assert from 'node:assert/strict';
import test from 'node:test';
import { unloadOptionTable } from '#sql/copy/unload-option-table.ts';
import { refusal, unloadOptions } from './read-statement.ts';

const r = String.raw;
const plain = "unload ('select 1') to 's3://b/k' iam_role default";

test('an UNLOAD without options has the defaults of Redshift', () => {
  assert.deepEqual(unloadOptions(plain), {
    bucket: 'b',
    prefix: 'k',
    authorization: { kind: 'default role' },
    format: { kind: 'text', delimiter: '|', addQuotes: false, escape: false, nullAs: '' },
    compression: 'none',
    header: false,
    parallel: true,
    allowOverwrite: false,
    cleanPath: false,
    fileSizeMax: Math.round(6.2 * 1024 ** 3),
  });
});

const read: [string, object][] = [
  [
    "ALLOWOVERWRITE\nPARALLEL OFF\nFORMAT PARQUET\nENCRYPTED\nKMS_KEY_ID 'k'\nPARTITION BY (a,b)\nREGION AS 'r'\nMAXFILESIZE AS 512.0 MB\nmanifest",
    {
      allowOverwrite: true,
      parallel: false,
      format: { kind: 'parquet' },
      encryption: { auto: false, kmsKeyId: 'k' },
      partition: { columns: ['a', 'b'], include: false },
      region: 'r',
      fileSizeMax: 512 * 1024 ** 2,
      manifest: { verbose: false },
    },
  ],
  [
    r`ESCAPE MANIFEST VERBOSE NULL AS '@NULL@' addquotes delimiter '\t'`,
    {
      format: { kind: 'text', delimiter: '\t', addQuotes: true, escape: true, nullAs: '@NULL@' },
      manifest: { verbose: true },
    },
  ],
  [
    r`allowoverwrite GZIP CSV NULL '\\N' HEADER DELIMITER ',' PARALLEL on`,
    { format: { kind: 'csv', delimiter: ',', nullAs: '\\N' }, compression: 'gzip', header: true },
  ],
  [
    "FORMAT AS JSON bzip2 extension '.json.bz2'",
    { format: { kind: 'json' }, compression: 'bzip2', extension: 'json.bz2' },
  ],
  [
    "fixedwidth as 'a:3,b:4' cleanpath",
    {
      format: {
        kind: 'fixedwidth',
        fields: [
          { label: 'a', width: 3 },
          { label: 'b', width: 4 },
        ],
      },
      cleanPath: true,
    },
  ],
  ["kms_key_id 'k' encrypted", { encryption: { auto: false, kmsKeyId: 'k' } }],
  ['encrypted auto', { encryption: { auto: true } }],
  ['zstd maxfilesize 1 gb', { compression: 'zstd', fileSizeMax: 1024 ** 3 }],
  [
    'parquet rowgroupsize 64 mb partition by ("A") include',
    { rowGroupSize: 64 * 1024 ** 2, partition: { columns: ['a'], include: true } },
  ],
];

for (const [options, expected] of read) {
  test(options, () => assert.partialDeepStrictEqual(unloadOptions(`${plain} ${options}`), expected));
}

test('keys in each form', () => {
  const expected = { kind: 'keys', accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
  for (const written of [
    "access_key_id 'a' secret_access_key 'b' session_token 'c'",
    "credentials 'aws_access_key_id=a;aws_secret_access_key=b;token=c'",
  ]) {
    assert.deepEqual(unloadOptions(`unload ('x') to 's3://b' ${written}`).authorization, expected);
  }
});

const refused: [string, string][] = [
  ['cleanpath allowoverwrite', '42601 ALLOWOVERWRITE cannot be combined with CLEANPATH @ allowoverwrite'],
  ['parquet gzip', '42601 GZIP cannot be combined with PARQUET @ gzip'],
  ['parquet header', '42601 HEADER cannot be combined with PARQUET @ header'],
  ["json delimiter ','", '42601 DELIMITER cannot be combined with JSON @ delimiter'],
  ["parquet null 'x'", '42601 NULL cannot be combined with PARQUET @ null'],
  ['csv addquotes', '42601 ADDQUOTES cannot be combined with CSV @ addquotes'],
  ['csv json', '42601 JSON cannot be combined with CSV @ json'],
  ["fixedwidth 'a:1' header", '42601 HEADER cannot be combined with FIXEDWIDTH @ header'],
  ['header header', '42601 conflicting or redundant options @ header'],
  ['maxfilesize 4 mb', '22023 MAXFILESIZE must be between 5 MB and 6.2 GB @ maxfilesize'],
  ['maxfilesize as 6.3 GB', '22023 MAXFILESIZE must be between 5 MB and 6.2 GB @ maxfilesize'],
  ['rowgroupsize 64', '22023 ROWGROUPSIZE is only supported with PARQUET @ rowgroupsize'],
  [
    'parquet rowgroupsize 16',
    '22023 ROWGROUPSIZE must be a whole number between 32 MB and 128 MB @ rowgroupsize',
  ],
  ["kms_key_id 'k'", '22023 KMS_KEY_ID needs ENCRYPTED @ kms_key_id'],
  ["encrypted auto kms_key_id 'k'", '42601 KMS_KEY_ID cannot be combined with ENCRYPTED AUTO @ kms_key_id'],
  [
    "master_symmetric_key 'k' encrypted",
    '0A000 Client-side encryption (MASTER_SYMMETRIC_KEY) is not supported by Slipher yet @ master_symmetric_key',
  ],
  ['partition by (a, A)', '22023 PARTITION BY names the column "a" twice @ partition'],
  [
    "unload ('select 1') to '/tmp/x' iam_role default",
    "0A000 UNLOAD destination is not supported. (Hint: only S3 based unload is allowed) @ '/tmp/x'",
  ],
];

for (const [text, expected] of refused) {
  test(`refused: ${text}`, () => {
    assert.equal(refusal(text.startsWith('unload') ? text : `${plain} ${text}`, unloadOptions), expected);
  });
}

test('conflicts name options of the table', () => {
  for (const [name, { conflicts = [] }] of Object.entries(unloadOptionTable)) {
    for (const other of conflicts) assert.ok(other in unloadOptionTable, `${name} names ${other}`);
  }
});
