import assert from 'node:assert/strict';
import test from 'node:test';
import { copyOptionTable } from '#sql/copy/copy-option-table.ts';
import { copyOptions, refusal } from './read-statement.ts';

const r = String.raw;
const arn = 'arn:aws:iam::123456789012:role/load';
const plain = "copy t from 's3://b/k' iam_role default";

test('a COPY without options has the defaults of Redshift', () => {
  assert.deepEqual(copyOptions(plain), {
    source: { bucket: 'b', key: 'k', manifest: false },
    authorization: { kind: 'default role' },
    format: { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: false },
    compression: 'none',
    conversion: {
      acceptAnyDate: false,
      blanksAsNull: false,
      dateFormat: { kind: 'default' },
      emptyAsNull: false,
      encoding: 'UTF8',
      nullAs: '\\N',
      nullAsGiven: false,
      roundDecimals: false,
      timeFormat: { kind: 'default' },
      trimBlanks: false,
      truncateColumns: false,
    },
    load: {
      explicitIds: false,
      fillRecord: false,
      ignoreBlankLines: false,
      ignoreHeader: 0,
      errorsMax: 1,
      noLoad: false,
    },
  });
});

/** Statements as loaders send them, with the part of the answer that they are about. */
const clients: Record<string, [string, object]> = {
  'spark-redshift, CSV': [
    `COPY "s"."t" ("a","b") FROM 's3://b/manifest.json' FORMAT AS CSV GZIP NULL AS '@NULL@' manifest REGION 'eu-west-1' CREDENTIALS 'aws_iam_role=${arn}'`,
    {
      source: { bucket: 'b', key: 'manifest.json', manifest: true },
      authorization: { kind: 'roles', arns: [arn] },
      region: 'eu-west-1',
      format: { kind: 'csv', delimiter: ',', quote: '"' },
      compression: 'gzip',
    },
  ],
  'spark-redshift, AVRO': [
    `COPY t FROM 's3://b/manifest.json' FORMAT AS AVRO 'auto' manifest CREDENTIALS 'aws_iam_role=${arn}'`,
    { format: { kind: 'avro', mapping: { kind: 'auto', ignoreCase: false } } },
  ],
  'spark-redshift, PARQUET': [
    `COPY t FROM 's3://b/manifest.json' FORMAT AS PARQUET SERIALIZETOJSON manifest CREDENTIALS 'aws_iam_role=${arn}'`,
    { format: { kind: 'parquet', serializeToJson: true } },
  ],
  awswrangler: [
    `COPY "s"."t" ("a","b")\nFROM 's3://b/k/'\nACCESS_KEY_ID 'a'\nSECRET_ACCESS_KEY 'b'\nSESSION_TOKEN 'c'\nFORMAT AS PARQUET\nMANIFEST`,
    {
      authorization: { kind: 'keys', accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
      format: { kind: 'parquet', serializeToJson: false },
    },
  ],
  'dlt, JSON': [
    `COPY t FROM 's3://b/f.jsonl.gz' FORMAT AS JSON 'auto' dateformat 'auto' timeformat 'auto' GZIP CREDENTIALS 'aws_access_key_id=i;aws_secret_access_key=s/+x;token=t=' region 'r' MAXERROR 0;`,
    {
      authorization: { kind: 'keys', accessKeyId: 'i', secretAccessKey: 's/+x', sessionToken: 't=' },
      format: { kind: 'json', mapping: { kind: 'auto', ignoreCase: false } },
      region: 'r',
    },
  ],
  'dlt, PARQUET': [
    `COPY t FROM 's3://b/f.parquet' PARQUET SERIALIZETOJSON IAM_ROLE '${arn}' MAXERROR 0`,
    { format: { kind: 'parquet', serializeToJson: true } },
  ],
  Artie: [
    r`COPY t ("id","email") FROM 's3://b/k' DELIMITER '\t' NULL AS '__artie_null_value' GZIP FORMAT CSV ACCESS_KEY_ID 'a' SECRET_ACCESS_KEY 'b' dateformat 'auto' timeformat 'auto'`,
    { format: { kind: 'csv', delimiter: '\t', quote: '"' }, compression: 'gzip' },
  ],
  'aws-lambda-redshift-loader': [
    "COPY t from 's3://b/manifest' with credentials as 'aws_access_key_id=a;aws_secret_access_key=b' manifest delimiter '|'",
    { authorization: { kind: 'keys', accessKeyId: 'a', secretAccessKey: 'b' } },
  ],
  Airbyte: [
    `COPY "s"."t" FROM 's3://b/k' CREDENTIALS 'aws_access_key_id=a;aws_secret_access_key=b' CSV GZIP REGION 'r' TIMEFORMAT 'auto' STATUPDATE OFF ROUNDEC IGNOREHEADER 1 EMPTYASNULL`,
    { format: { kind: 'csv', delimiter: ',', quote: '"' }, compression: 'gzip' },
  ],
  Sling: [
    "COPY t FROM 's3://b/k' iam_role default CSV delimiter ',' EMPTYASNULL BLANKSASNULL GZIP IGNOREHEADER 1 DATEFORMAT 'auto' TIMEFORMAT 'auto'",
    { format: { kind: 'csv', delimiter: ',', quote: '"' } },
  ],
  Estuary: [
    `COPY t FROM 's3://b/m' MANIFEST CREDENTIALS 'aws_iam_role=${arn}' REGION 'r' JSON 'auto ignorecase' GZIP TIMEFORMAT 'auto' TRUNCATECOLUMNS`,
    { format: { kind: 'json', mapping: { kind: 'auto', ignoreCase: true } } },
  ],
  'pipelinewise-target-redshift': [
    `COPY t (a) FROM 's3://b/k' iam_role '${arn},arn:aws:iam::123456789012:role/two' EMPTYASNULL BLANKSASNULL TRIMBLANKS TRUNCATECOLUMNS TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF DELIMITER ',' REMOVEQUOTES ESCAPE BZIP2`,
    {
      authorization: { kind: 'roles', arns: [arn, 'arn:aws:iam::123456789012:role/two'] },
      format: { kind: 'delimited', delimiter: ',', escape: true, removeQuotes: true },
      compression: 'bzip2',
    },
  ],
};

for (const [name, [text, expected]] of Object.entries(clients)) {
  test(`as ${name} sends it`, () => assert.partialDeepStrictEqual(copyOptions(text), expected));
}

const read: [string, object][] = [
  ["format as csv quote as '%'", { format: { kind: 'csv', delimiter: ',', quote: '%' } }],
  [r`delimiter '\001'`, { format: { kind: 'delimited', delimiter: '\x01' } }],
  [r`delimiter '\\t'`, { format: { delimiter: '\t' } }],
  [r`delimiter as $$\t$$`, { format: { delimiter: '\t' } }],
  [
    "fixedwidth 'a:3, second field :10,3:1'",
    {
      format: {
        kind: 'fixedwidth',
        fields: [
          { label: 'a', width: 3 },
          { label: 'second field', width: 10 },
          { label: '3', width: 1 },
        ],
      },
    },
  ],
  ['json', { format: { kind: 'json', mapping: { kind: 'auto', ignoreCase: false } } }],
  ["json as 'noshred'", { format: { mapping: { kind: 'noshred' } } }],
  ["json 's3://p/paths.json'", { format: { mapping: { kind: 'paths', bucket: 'p', key: 'paths.json' } } }],
  [r`null as '\N'`, { conversion: { nullAs: '\\N', nullAsGiven: true } }],
  [r`null as '\\N'`, { conversion: { nullAs: '\\N' } }],
  [r`null '\0'`, { conversion: { nullAs: '\0' } }],
  [r`null as '\000'`, { conversion: { nullAs: '\0' } }],
  ["null as ''", { conversion: { nullAs: '', nullAsGiven: true } }],
  ['acceptinvchars', { conversion: { acceptInvalidCharacters: '?' } }],
  ["acceptinvchars as '^'", { conversion: { acceptInvalidCharacters: '^' } }],
  ['encoding utf16le', { conversion: { encoding: 'UTF16LE' } }],
  ["encoding as 'iso88591'", { conversion: { encoding: 'ISO88591' } }],
  ["dateformat as 'MM/DD/YYYY'", { conversion: { dateFormat: { kind: 'pattern', pattern: 'MM/DD/YYYY' } } }],
  ["timeformat 'epochmillisecs'", { conversion: { timeFormat: { kind: 'epochmillisecs' } } }],
  [
    "timeformat 'DD.MON.YY HH12:MI:SS AM'",
    { conversion: { timeFormat: { kind: 'pattern', pattern: 'DD.MON.YY HH12:MI:SS AM' } } },
  ],
  ['maxerror 0', { load: { errorsMax: 1 } }],
  ['maxerror as 100000', { load: { errorsMax: 100_000 } }],
  ['ignoreallerrors', { load: { errorsMax: Number.POSITIVE_INFINITY } }],
  [
    'ignoreheader as 2 fillrecord ignoreblanklines noload',
    { load: { ignoreHeader: 2, fillRecord: true, ignoreBlankLines: true, noLoad: true } },
  ],
  ['compupdate', { load: { compUpdate: 'ON' } }],
  ['compupdate preset comprows 1000', { load: { compUpdate: 'PRESET', compRows: 1000 } }],
  ['statupdate true', { load: { statUpdate: 'ON' } }],
  ['statupdate false explicit_ids', { load: { statUpdate: 'OFF', explicitIds: true } }],
  ['lzop acceptanydate', { compression: 'lzop', conversion: { acceptAnyDate: true } }],
  ['job create j', { job: { name: 'j', auto: true } }],
  ['csv job create j auto off', { job: { name: 'j', auto: false } }],
];

for (const [options, expected] of read) {
  test(options, () => assert.partialDeepStrictEqual(copyOptions(`${plain} ${options}`), expected));
}

test('a bucket alone is every object of it; SESSION uses the rights of the session', () => {
  const { source, authorization } = copyOptions("copy t from 's3://b' iam_role 'SESSION'");
  assert.deepEqual(source, { bucket: 'b', key: '', manifest: false });
  assert.deepEqual(authorization, { kind: 'session' });
});

const credentialsForm =
  "Invalid credentials. Must be of the format: credentials 'aws_access_key_id=<access-key-id>;aws_secret_access_key=<secret-access-key>[;token=<temporary-session-token>]'";

/** The whole statement, or its options behind `plain`. */
const refused: [string, string][] = [
  ['csv csv', '42601 conflicting or redundant options @ csv'],
  ['csv escape', '42601 ESCAPE cannot be combined with CSV @ escape'],
  ['escape csv', '42601 CSV cannot be combined with ESCAPE @ csv'],
  ['csv json', '42601 JSON cannot be combined with CSV @ json'],
  ["csv fixedwidth 'a:1'", '42601 FIXEDWIDTH cannot be combined with CSV @ fixedwidth'],
  ["fixedwidth 'a:1' delimiter ','", '42601 DELIMITER cannot be combined with FIXEDWIDTH @ delimiter'],
  ["json null as 'x'", '42601 NULL cannot be combined with JSON @ null'],
  ['json fillrecord', '42601 FILLRECORD cannot be combined with JSON @ fillrecord'],
  ['gzip zstd', '42601 ZSTD cannot be combined with GZIP @ zstd'],
  ['maxerror 1 ignoreallerrors', '42601 IGNOREALLERRORS cannot be combined with MAXERROR @ ignoreallerrors'],
  ["parquet region 'r'", '0A000 REGION argument is not supported for PARQUET based COPY @ region'],
  [
    'parquet truncatecolumns',
    '0A000 TRUNCATECOLUMNS argument is not supported for PARQUET based COPY @ truncatecolumns',
  ],
  ['gzip parquet', '0A000 GZIP argument is not supported for PARQUET based COPY @ gzip'],
  ['parquet maxerror 2', '0A000 MAXERROR argument is not supported for PARQUET based COPY @ maxerror'],
  ['serializetojson', '22023 SERIALIZETOJSON is only supported with PARQUET @ serializetojson'],
  ["quote '%'", '22023 COPY quote available only in CSV mode @ quote'],
  ["csv quote ','", '22023 COPY delimiter and quote must be different @ quote'],
  ["csv quote '%%'", '22023 COPY quote must be a single ASCII character @ quote'],
  ["delimiter ''", '22023 COPY delimiter must be a single ASCII character @ delimiter'],
  ["delimiter '||'", '22023 COPY delimiter must be a single ASCII character @ delimiter'],
  ["delimiter 'é'", '22023 COPY delimiter must be a single ASCII character @ delimiter'],
  [r`delimiter '\n'`, '22023 COPY delimiter cannot be newline or carriage return @ delimiter'],
  [r`null as '\n'`, '22023 COPY null representation cannot use newline or carriage return @ null'],
  ["acceptinvchars 'ab'", '22023 ACCEPTINVCHARS needs one ASCII character other than NUL @ acceptinvchars'],
  ["encoding 'latin1'", '22023 Invalid ENCODING "latin1" @ encoding'],
  ["fixedwidth 'a:1' encoding utf16", '22023 ENCODING UTF16 cannot be combined with FIXEDWIDTH @ encoding'],
  ["fixedwidth 'a:0'", '22023 Invalid FIXEDWIDTH field "a:0" @ fixedwidth'],
  ["fixedwidth 'a'", '22023 Invalid FIXEDWIDTH field "a" @ fixedwidth'],
  ["dateformat 'AUTO'", '22023 Invalid DATEFORMAT "AUTO" @ dateformat'],
  ["dateformat 'HH:MI'", '22023 Invalid DATEFORMAT "HH:MI" @ dateformat'],
  ["dateformat 'YYYY-YY-DD'", '22023 Invalid DATEFORMAT "YYYY-YY-DD" @ dateformat'],
  ["timeformat 'YYYY-MM-DD HH:MI:SS TZ'", '22023 Invalid TIMEFORMAT "YYYY-MM-DD HH:MI:SS TZ" @ timeformat'],
  ["timeformat ''", '22023 Invalid TIMEFORMAT "" @ timeformat'],
  ["json 'automatic'", '22023 Invalid JSON argument "automatic" @ json'],
  ['maxerror 100001', '22023 MAXERROR must be between 0 and 100000 @ maxerror'],
  ['comprows 999', '22023 COMPROWS must be between 1000 and 2147483647 @ comprows'],
  ['statupdate preset', '22023 STATUPDATE PRESET does not exist; it is ON or OFF @ statupdate'],
  ['manifest job create j', '42601 JOB CREATE cannot be combined with MANIFEST @ job'],
  ['job create j csv', '42601 syntax error at or near "csv" @ csv'],
  ["credentials 'aws_iam_role=x'", '42601 CREDENTIALS cannot be combined with IAM_ROLE @ credentials'],
  ["access_key_id 'x'", '42601 ACCESS_KEY_ID cannot be combined with IAM_ROLE @ access_key_id'],
  ["session_token 'x'", '42601 SESSION_TOKEN cannot be combined with IAM_ROLE @ session_token'],
  ['orc', '0A000 COPY from ORC is not supported by Slipher yet @ orc'],
  ['format as shapefile', '0A000 COPY from SHAPEFILE is not supported by Slipher yet @ format'],
  ['rcfile', '0A000 COPY from RCFILE is not supported by Slipher yet @ rcfile'],
  ['sequencefile', '0A000 COPY from SEQUENCEFILE is not supported by Slipher yet @ sequencefile'],
  ['textfile', '0A000 COPY from TEXTFILE is not supported by Slipher yet @ textfile'],
  ['readratio 50', '0A000 COPY from DynamoDB (READRATIO) is not supported by Slipher yet @ readratio'],
  ['ssh', '0A000 COPY from SSH is not supported by Slipher yet @ ssh'],
  [
    'encrypted',
    '0A000 COPY of client-side encrypted files (ENCRYPTED) is not supported by Slipher yet @ encrypted',
  ],
  [
    "copy t from 's3://b/k' csv",
    "42601 An authorization is required: IAM_ROLE, CREDENTIALS or ACCESS_KEY_ID @ 's3://b/k'",
  ],
  [
    "copy t from 's3://b/k' access_key_id 'x'",
    '42601 ACCESS_KEY_ID needs ACCESS_KEY_ID and SECRET_ACCESS_KEY @ access_key_id',
  ],
  [
    "copy t from 's3://b/k' access_key_id 'a' secret_access_key 'b' master_symmetric_key 'k'",
    '0A000 Client-side encryption (MASTER_SYMMETRIC_KEY) is not supported by Slipher yet @ master_symmetric_key',
  ],
  ["copy t from 's3://b/k' iam_role ''", '22023 IAM_ROLE needs the ARN of a role @ iam_role'],
  ["copy t from 's3://b/k' credentials 'x'", `22023 ${credentialsForm} @ credentials`],
  [
    "copy t from 's3://b/k' credentials 'aws_access_key_id=a; aws_secret_access_key=b'",
    `22023 ${credentialsForm} @ credentials`,
  ],
  ["copy t from 's3://b/k' credentials 'aws_access_key_id=a'", `22023 ${credentialsForm} @ credentials`],
  [
    "copy t from 's3://b/k' credentials 'aws_iam_role=a;master_symmetric_key=k'",
    '0A000 Client-side encryption (MASTER_SYMMETRIC_KEY) is not supported by Slipher yet @ credentials',
  ],
  [
    "copy t from 's3://b/k' access_key_id 'a' secret_access_key 'b' job create j",
    '22023 ACCESS_KEY_ID cannot be combined with JOB CREATE; use IAM_ROLE @ access_key_id',
  ],
  [
    "copy t from 'emr://j-1/x' iam_role default",
    "0A000 COPY from EMR (emr://) is not supported by Slipher yet @ 'emr://j",
  ],
  [
    "copy t from 'dynamodb://t' iam_role default readratio 50",
    "0A000 COPY from DynamoDB (dynamodb://) is not supported by Slipher yet @ 'dynamodb://t'",
  ],
  [
    "copy t from '/etc/passwd' iam_role default",
    "0A000 LOAD source is not supported. (Hint: only S3 or DynamoDB or EMR based load is allowed) @ '/etc/passwd'",
  ],
  [
    "copy t from 's3://' iam_role default",
    "0A000 LOAD source is not supported. (Hint: only S3 or DynamoDB or EMR based load is allowed) @ 's3://'",
  ],
];

for (const [text, expected] of refused) {
  test(`refused: ${text}`, () => {
    assert.equal(refusal(text.startsWith('copy') ? text : `${plain} ${text}`, copyOptions), expected);
  });
}

test('conflicts name options of the table', () => {
  for (const [name, { conflicts = [] }] of Object.entries(copyOptionTable)) {
    for (const other of conflicts) assert.ok(other in copyOptionTable, `${name} names ${other}`);
  }
});
