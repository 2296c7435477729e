import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';

let copyTest: CopyTest;
before(async () => {
  copyTest = await openCopyTest();
  await copyTest.client.run('CREATE TABLE s (a int)');
});
after(() => copyTest[Symbol.asyncDispose]());

/** Loads into an empty table; its rows. */
async function load(source: string, options = '', authorization = 'IAM_ROLE default') {
  await copyTest.client.run('TRUNCATE s');
  await copyTest.client.run(`COPY s FROM '${source}' ${authorization} ${options}`);
  const rows = await copyTest.client.rows('SELECT a FROM s');
  return rows.map(([a]) => Number(a)).toSorted((a, b) => a - b);
}

async function put(files: Record<string, string | Uint8Array>) {
  for (const [key, body] of Object.entries(files)) await copyTest.s3.put('bucket', key, body);
}

function manifest(...entries: unknown[]): string {
  return JSON.stringify({ entries });
}

test('the source is a prefix, not a folder', async () => {
  await put({ 'p/cust': '1\n', 'p/cust.1': '2\n', 'p/cust_x/y': '3\n', 'p/other': '4\n' });
  assert.deepEqual(await load('s3://bucket/p/cust'), [1, 2, 3]);
  assert.deepEqual(await load('s3://bucket/p/cust.'), [2]);
});

test('folder marks are no files', async () => {
  await put({ 'marked/': '', 'marked/a': '1\n' });
  assert.deepEqual(await load('s3://bucket/marked/'), [1]);
});

test('many files at once, gzip', async () => {
  const files = Array.from({ length: 30 }, (_, i) => [`many/${i}.gz`, gzipSync(`${i}\n`)]);
  await put(Object.fromEntries(files));
  assert.deepEqual(
    await load('s3://bucket/many/', 'GZIP'),
    Array.from({ length: 30 }, (_, i) => i),
  );
});

test('no such prefix', async () => {
  await assert.rejects(load('s3://bucket/nothing/here'), {
    code: 'XX000',
    message: "The specified S3 prefix 'nothing/here' does not exist",
    detail: /error: {2}The specified S3 prefix[\s\S]*code: {6}8001/,
  });
});

test('no such bucket', async () => {
  await assert.rejects(load('s3://nobody-has-this/x'), {
    message: /^S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket/,
  });
});

test('REGION must be the bucket’s', async () => {
  await put({ 'region/a': '1\n' });
  assert.deepEqual(await load('s3://bucket/region/', "REGION 'us-east-1'"), [1]);
  await assert.rejects(load('s3://bucket/region/', "REGION 'eu-west-1'"), {
    message: /must be addressed using the specified endpoint/,
    hint: /us-east-1/,
  });
});

test('a manifest names files; one that is listed twice loads twice', async () => {
  await put({ 'm/a': '1\n', 'm/b': '2\n', 'm/a.ignored': '3\n' });
  await put({
    'manifests/two': manifest(
      { url: 's3://bucket/m/a' },
      { url: 's3://bucket/m/b', mandatory: true },
      { url: 's3://bucket/m/a' },
    ),
  });
  assert.deepEqual(await load('s3://bucket/manifests/two', 'MANIFEST'), [1, 1, 2]);
});

test('an optional file may be missing, a mandatory one not', async () => {
  await put({ 'm/a': '1\n' });
  const missing = { url: 's3://bucket/m/missing' };
  await put({ 'manifests/optional': manifest({ url: 's3://bucket/m/a' }, missing) });
  await put({ 'manifests/mandatory': manifest({ url: 's3://bucket/m/a' }, { ...missing, mandatory: true }) });
  await put({ 'manifests/none': manifest(missing) });
  assert.deepEqual(await load('s3://bucket/manifests/optional', 'MANIFEST'), [1]);
  await assert.rejects(load('s3://bucket/manifests/mandatory', 'MANIFEST'), {
    message: /The specified key does not exist\.,Status 404,Error NoSuchKey/,
    detail: /s3:\/\/bucket\/m\/missing/,
  });
  await assert.rejects(load('s3://bucket/manifests/none', 'MANIFEST'), { code: 'XX000' });
});

test('a manifest that is none', async () => {
  await put({ 'manifests/bad': 'x|y\n' });
  await assert.rejects(load('s3://bucket/manifests/bad', 'MANIFEST'), {
    message: /^Problem reading manifest file/,
  });
  await assert.rejects(load('s3://bucket/manifests/missing', 'MANIFEST'), {
    message: /^Problem reading manifest file - S3ServiceException:The specified key does not exist\./,
  });
});

test('a damaged gzip file loads nothing', async () => {
  const packed = gzipSync('1\n'.repeat(10_000));
  await put({ 'gz/good.gz': gzipSync('1\n'), 'gz/short.gz': packed.subarray(0, packed.length / 2) });
  await assert.rejects(load('s3://bucket/gz/', 'GZIP'), {
    code: 'XX000',
    message: /GZIP file could not be unpacked: the file ends too early/,
    detail: /s3:\/\/bucket\/gz\/short\.gz/,
  });
  await put({ 'plain/a.gz': '1\n' });
  await assert.rejects(load('s3://bucket/plain/', 'GZIP'), { message: /damaged or not of this format/ });
  assert.deepEqual(await copyTest.client.rows('SELECT count(*) FROM s'), [['0']]);
});

test('keys: the secret must be right', async () => {
  await put({ 'keys/a': '1\n' });
  const { identity } = copyTest.s3;
  const user = identity.users()[0]?.name ?? identity.createUser('loader').name;
  const { id, secret } = identity.accessKeys(user)[0] ?? identity.createAccessKey(user);
  const keys = (key: string, word: string) => `ACCESS_KEY_ID '${key}' SECRET_ACCESS_KEY '${word}'`;
  assert.deepEqual(await load('s3://bucket/keys/', '', keys(id, secret)), [1]);
  const credentials = `WITH CREDENTIALS AS 'aws_access_key_id=${id};aws_secret_access_key=${secret}'`;
  assert.deepEqual(await load('s3://bucket/keys/', '', credentials), [1]);
  await assert.rejects(load('s3://bucket/keys/', '', keys(id, 'wrong')), {
    message: /SignatureDoesNotMatch/,
  });
  await assert.rejects(load('s3://bucket/keys/', '', keys('AKIANOBODYHASTHIS000', secret)), {
    message: /InvalidAccessKeyId/,
  });
});

test('roles must exist, every one of a chain', async () => {
  await put({ 'keys/a': '1\n' });
  const { roleArn } = copyTest.s3;
  const other = 'arn:aws:iam::000000000000:role/other';
  assert.deepEqual(await load('s3://bucket/keys/', '', `IAM_ROLE '${roleArn}'`), [1]);
  await assert.rejects(load('s3://bucket/keys/', '', `IAM_ROLE '${roleArn},${other}'`), {
    code: '42501',
    message: `User awsuser does not have ASSUMEROLE permission on IAM role "${other}" for COPY`,
  });
});

test('roles must let Redshift take them, and each the one after it', async () => {
  await put({ 'keys/a': '1\n' });
  const { roleArn, identity } = copyTest.s3;
  const role = (name: string, Principal: object, rest: object = {}) =>
    identity.createRole({
      name,
      trustPolicy: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...rest }],
      }),
    }).arn;
  const ofEc2 = role('ec2', { Service: 'ec2.amazonaws.com' });
  const second = role('second', { AWS: roleArn });
  const conditional = role('conditional', { Service: 'redshift.amazonaws.com' }, { Condition: { Bool: {} } });
  const refused = (arn: string, detail: RegExp) => ({
    code: '42501',
    message: `User awsuser does not have ASSUMEROLE permission on IAM role "${arn}" for COPY`,
    detail,
  });
  assert.deepEqual(await load('s3://bucket/keys/', '', `IAM_ROLE '${roleArn},${second}'`), [1]);
  const from = (arns: string) => load('s3://bucket/keys/', '', `IAM_ROLE '${arns}'`);
  await assert.rejects(from(ofEc2), refused(ofEc2, /does not let Redshift take it/));
  await assert.rejects(from(second), refused(second, /does not let Redshift take it/));
  await assert.rejects(from(`${roleArn},${ofEc2}`), refused(ofEc2, /does not let the role ".*" take it/));
  await assert.rejects(
    from(conditional),
    refused(conditional, /conditions, which Slipher does not evaluate/),
  );
});

test('a key that is not temporary comes without a token', async () => {
  const [key] = copyTest.s3.identity.accessKeys();
  const keys = `ACCESS_KEY_ID '${key?.id}' SECRET_ACCESS_KEY '${key?.secret}' SESSION_TOKEN 'made up'`;
  await assert.rejects(load('s3://bucket/keys/', '', keys), { message: /Error InvalidToken/ });
});
