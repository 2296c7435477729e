import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { openTestEndpoint, type TestEndpoint } from './test-endpoint.ts';

let endpoint: TestEndpoint;
let client: s3.S3Client;
const Bucket = 'access';
before(async () => {
  endpoint = await openTestEndpoint();
  client = endpoint.client();
  await client.send(new s3.CreateBucketCommand({ Bucket }));
});
after(async () => {
  assert.deepEqual(endpoint.faults, []);
  await endpoint[Symbol.asyncDispose]();
});

const put = (Key: string, Body = 'x') => client.send(new s3.PutObjectCommand({ Bucket, Key, Body }));
const policy = (...statements: object[]) =>
  client.send(
    new s3.PutBucketPolicyCommand({
      Bucket,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    }),
  );
const everybodyReads = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${Bucket}/open/*`,
};
const anonymously = async (path: string, init?: RequestInit) => {
  const answer = await fetch(`${endpoint.url}/${path}`, init);
  const text = await answer.text();
  return { status: answer.status, text, code: /<Code>(.*)<\/Code>/.exec(text)?.[1], headers: answer.headers };
};

test('wrong keys and secrets', async () => {
  const wrongSecret = { accessKeyId: endpoint.key.id, secretAccessKey: 'x'.repeat(40) };
  const unknown = { accessKeyId: 'AKIAXXXXXXXXXXXXXXXX', secretAccessKey: 'x'.repeat(40) };
  const list = new s3.ListBucketsCommand({});
  await assert.rejects(endpoint.client({ credentials: wrongSecret }).send(list), {
    name: 'SignatureDoesNotMatch',
  });
  await assert.rejects(endpoint.client({ credentials: unknown }).send(list), { name: 'InvalidAccessKeyId' });
});

test('an error is a document with the ids of the request', async () => {
  const answer = await anonymously(`${Bucket}/none`);
  assert.equal(answer.headers.get('content-type'), 'application/xml');
  const id = answer.headers.get('x-amz-request-id') ?? '';
  assert.match(answer.text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>AccessDenied<\/Code>/);
  assert.ok(
    answer.text.includes(`<RequestId>${id}</RequestId><HostId>${answer.headers.get('x-amz-id-2')}</HostId>`),
  );
  const head = await fetch(`${endpoint.url}/${Bucket}/none`, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [403, '']);
});

test('a policy lets everybody in where it says so', async () => {
  await put('open/file', 'for all');
  await put('closed');
  assert.equal((await anonymously(`${Bucket}/open/file`)).code, 'AccessDenied');
  await policy(everybodyReads);
  assert.equal((await anonymously(`${Bucket}/open/file`)).text, 'for all');
  assert.equal((await anonymously(`${Bucket}/closed`)).code, 'AccessDenied');
  assert.equal((await anonymously(`${Bucket}/open/missing`)).code, 'AccessDenied');
  assert.equal((await anonymously(`${Bucket}?list-type=2`)).code, 'AccessDenied');
  assert.equal((await anonymously(`${Bucket}/open/x`, { method: 'PUT', body: 'x' })).code, 'AccessDenied');
  assert.equal((await anonymously('nobucket/x')).code, 'NoSuchBucket');
  assert.equal((await anonymously('')).code, 'AccessDenied');
  assert.equal((await anonymously('new-bucket', { method: 'PUT' })).code, 'AccessDenied');
  const override = await anonymously(`${Bucket}/open/file?response-content-type=text/x`);
  assert.equal(override.code, 'InvalidRequest');
  const status = await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }));
  assert.equal(status.PolicyStatus?.IsPublic, true);
  const kept = await client.send(new s3.GetBucketPolicyCommand({ Bucket }));
  assert.deepEqual(JSON.parse(kept.Policy ?? '').Statement, [everybodyReads]);
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
  assert.equal((await anonymously(`${Bucket}/open/file`)).code, 'AccessDenied');
});

test('a public access block outweighs the policy, and keeps another out', async () => {
  await policy(everybodyReads);
  const block = (RestrictPublicBuckets: boolean, BlockPublicPolicy: boolean) =>
    client.send(
      new s3.PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { RestrictPublicBuckets, BlockPublicPolicy },
      }),
    );
  await block(true, false);
  assert.equal((await anonymously(`${Bucket}/open/file`)).code, 'AccessDenied');
  await block(false, true);
  assert.equal((await anonymously(`${Bucket}/open/file`)).text, 'for all');
  await assert.rejects(policy(everybodyReads), { name: 'AccessDenied' });
  await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
});

test('a policy that denies holds for the account too', async () => {
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:DeleteObject',
    Resource: `arn:aws:s3:::${Bucket}/kept`,
  };
  await policy(deny);
  await put('kept');
  await assert.rejects(client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'kept' })), {
    name: 'AccessDenied',
  });
  const many = await client.send(
    new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'kept' }, { Key: 'other' }] } }),
  );
  assert.deepEqual([many.Errors?.[0]?.Code, many.Deleted?.[0]?.Key], ['AccessDenied', 'other']);
  await assert.rejects(policy({ ...deny, Effect: 'Perhaps' }), { name: 'MalformedPolicy' });
  await assert.rejects(client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: 'no' })), {
    name: 'MalformedPolicy',
  });
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
});

test('presigned GET, PUT, HEAD and DELETE', async () => {
  const write = new s3.PutObjectCommand({
    Bucket,
    Key: 'signed ü/+',
    ContentType: 'text/plain',
    Metadata: { by: 'url' },
    StorageClass: 'GLACIER_IR',
  });
  const url = await getSignedUrl(client, write, { expiresIn: 60 });
  const stored = await fetch(url, {
    method: 'PUT',
    body: 'by url',
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(stored.status, 200, await stored.text());
  const readUrl = await getSignedUrl(
    client,
    new s3.GetObjectCommand({
      Bucket,
      Key: 'signed ü/+',
      ResponseContentDisposition: 'attachment; filename="f"',
    }),
  );
  const read = await fetch(readUrl);
  assert.equal(await read.text(), 'by url');
  assert.equal(read.headers.get('content-disposition'), 'attachment; filename="f"');
  assert.equal(read.headers.get('x-amz-meta-by'), 'url');
  assert.equal(read.headers.get('x-amz-storage-class'), 'GLACIER_IR');
  const range = await fetch(readUrl, { headers: { range: 'bytes=0-1' } });
  assert.deepEqual([range.status, await range.text()], [206, 'by']);
  const changed = await fetch(readUrl.replace('signed', 'singed'));
  assert.match(await changed.text(), /SignatureDoesNotMatch/);
  const remove = await getSignedUrl(client, new s3.DeleteObjectCommand({ Bucket, Key: 'signed ü/+' }));
  assert.equal((await fetch(remove, { method: 'DELETE' })).status, 204);
  assert.equal((await fetch(readUrl)).status, 404);
});

test('a presigned URL ends', async () => {
  const signingDate = new Date(Date.now() - 120_000);
  const url = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'kept' }), {
    expiresIn: 60,
    signingDate,
  });
  const answer = await fetch(url);
  assert.equal(answer.status, 403);
  assert.match(await answer.text(), /<Code>AccessDenied<\/Code><Message>Request has expired/);
});

const post = async (
  { url, fields }: Awaited<ReturnType<typeof createPresignedPost>>,
  file: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.append(name, value);
  form.append('file', new Blob([file], { type: 'image/png' }), 'photo.png');
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, code: /<Code>(.*)<\/Code>/.exec(text)?.[1] };
};

test('a presigned form uploads what its policy allows', async () => {
  const Conditions: Parameters<typeof createPresignedPost>[1]['Conditions'] = [
    ['content-length-range', 1, 2_000_000],
    ['starts-with', '$Content-Type', 'image/'],
    ['starts-with', '$key', 'posted/'],
    ['eq', '$x-amz-meta-who', 'me'],
    ['starts-with', '$success_action_status', ''],
    ['starts-with', '$success_action_redirect', ''],
  ];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the form says it so.
  const form = { Bucket, Key: 'posted/${filename}', Conditions };
  const signed = await createPresignedPost(client, form);
  const seen: string[] = [];
  const end = endpoint.store.onEvent(({ name, key }) => seen.push(`${name} ${key}`));
  const fields = { 'Content-Type': 'image/png', 'x-amz-meta-who': 'me' };
  const big = new Uint8Array(1_500_000).fill(7);
  assert.equal((await post(signed, big, fields)).status, 204);
  end();
  assert.deepEqual(seen, ['ObjectCreated:Post posted/photo.png']);
  const found = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'posted/photo.png' }));
  assert.deepEqual(
    [found.ContentLength, found.ContentType, found.Metadata],
    [big.length, 'image/png', { who: 'me' }],
  );

  const created = await post(signed, 'x', { ...fields, success_action_status: '201' });
  assert.equal(created.status, 201);
  assert.match(
    created.text,
    /<PostResponse><Location>http.*posted\/photo.png<\/Location><Bucket>access<\/Bucket><Key>posted\/photo.png<\/Key>/,
  );
  const moved = await post(signed, 'x', { ...fields, success_action_redirect: 'http://localhost/done?a=1' });
  assert.equal(moved.status, 303);
  assert.match(
    moved.headers.get('location') ?? '',
    /^http:\/\/localhost\/done\?a=1&bucket=access&key=posted%2Fphoto.png&etag=/,
  );

  const refused: [string | Uint8Array<ArrayBuffer>, Record<string, string>, string][] = [
    ['', fields, 'EntityTooSmall'],
    [new Uint8Array(2_000_001), fields, 'EntityTooLarge'],
    ['x', { ...fields, 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['x', { ...fields, 'x-amz-meta-who': 'you' }, 'AccessDenied'],
    ['x', { ...fields, 'x-amz-meta-extra': 'y' }, 'AccessDenied'],
    ['x', { ...fields, key: 'elsewhere' }, 'AccessDenied'],
    ['x', { ...fields, 'X-Amz-Signature': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
    ['x', { ...fields, Policy: 'bm90IGpzb24=' }, 'SignatureDoesNotMatch'],
  ];
  for (const [file, more, code] of refused) assert.equal((await post(signed, file, more)).code, code);
});

test('a form may say which checksum its file has, and any text of metadata', async () => {
  await policy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  });
  const form = (fields: Record<string, string>) =>
    post({ url: `${endpoint.url}/${Bucket}`, fields: { key: 'form', ...fields } }, 'abc');
  assert.equal((await form({ 'x-amz-checksum-crc32': 'NSRBwg==' })).status, 204);
  const found = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'form', ChecksumMode: 'ENABLED' }));
  assert.equal(found.ChecksumCRC32, 'NSRBwg==');
  assert.equal((await form({ 'x-amz-checksum-crc32': 'AAAAAA==' })).code, 'BadDigest');
  assert.equal((await form({ 'x-amz-meta-a b': 'x' })).code, 'InvalidArgument');
  assert.equal(
    (await form({ 'x-amz-meta-note': 'zwei\r\nZeilen, 日本', 'content-disposition': '😀' })).status,
    204,
  );
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'form' }));
  const text = /^=\?UTF-8\?B\?(.*)\?=$/.exec(head.Metadata?.note ?? '')?.[1] ?? '';
  assert.equal(Buffer.from(text, 'base64').toString(), 'zwei\r\nZeilen, 日本');
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
});

test('tags need their own permission, however they come', async () => {
  await policy(
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObjectTagging',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
  );
  const form = (fields: Record<string, string>) =>
    post({ url: `${endpoint.url}/${Bucket}`, fields: { key: 'tagged', ...fields } }, 'abc');
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';
  assert.equal((await form({})).status, 204);
  assert.equal((await form({ tagging })).code, 'AccessDenied');
  assert.equal((await form({ 'x-amz-tagging': 'a=b' })).code, 'AccessDenied');
  const copy = { Bucket, Key: 'tagged', CopySource: `${Bucket}/tagged`, StorageClass: 'STANDARD' } as const;
  await client.send(new s3.CopyObjectCommand(copy));
  const tagged = new s3.CopyObjectCommand({ ...copy, TaggingDirective: 'REPLACE', Tagging: 'a=b' });
  await assert.rejects(client.send(tagged), { name: 'AccessDenied' });
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
});

test('a form names a key of KMS by a text that no header can carry', async () => {
  const signed = await createPresignedPost(client, {
    Bucket,
    Key: 'kms',
    Conditions: [
      ['starts-with', '$x-amz-server-side-encryption', ''],
      ['starts-with', '$x-amz-server-side-encryption-aws-kms-key-id', ''],
    ],
  });
  const fields = {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'a\r\nb',
  };
  assert.equal((await post(signed, 'x', fields)).status, 204);
  const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'kms' }));
  assert.equal(head.SSEKMSKeyId, `=?UTF-8?B?${Buffer.from('a\r\nb').toString('base64')}?=`);
});

test('a form with the token of temporary keys, of which there are none', async () => {
  const signed = await createPresignedPost(client, {
    Bucket,
    Key: 'token',
    Conditions: [['starts-with', '$x-amz-security-token', '']],
  });
  assert.equal((await post(signed, 'x', { 'x-amz-security-token': 'made up' })).code, 'InvalidToken');
});

test('a form that ended, one without a signature, and one that is none', async () => {
  const ended = await createPresignedPost(client, { Bucket, Key: 'k', Expires: -10 });
  assert.match((await post(ended, 'x')).text, /Policy expired/);
  const unsigned = { url: `${endpoint.url}/${Bucket}`, fields: { key: 'k' } };
  assert.equal((await post(unsigned, 'x')).code, 'AccessDenied');
  await policy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  });
  assert.equal((await post(unsigned, 'x')).status, 204);
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
  const none = await anonymously(Bucket, { method: 'POST', body: 'x' });
  assert.equal(none.code, 'PreconditionFailed');
  const empty = await anonymously(Bucket, {
    method: 'POST',
    body: 'x',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  assert.equal(empty.code, 'MalformedPOSTRequest');
});

test('pages of other origins may do what the CORS document says', async () => {
  const preflight = (origin: string, method: string, headers?: string) =>
    fetch(`${endpoint.url}/${Bucket}/kept`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
      },
    });
  assert.equal((await preflight('http://a.example', 'GET')).status, 403);
  const CORSRules = [
    {
      AllowedOrigins: ['http://*.example'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['x-amz-*', 'content-type'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
    { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
  ];
  await client.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  assert.deepEqual((await client.send(new s3.GetBucketCorsCommand({ Bucket }))).CORSRules, CORSRules);

  const allowed = await preflight('http://a.example', 'PUT', 'Content-Type, x-amz-date');
  assert.equal(allowed.status, 200);
  assert.equal(allowed.headers.get('access-control-allow-origin'), 'http://a.example');
  assert.equal(allowed.headers.get('access-control-allow-methods'), 'GET, PUT');
  assert.equal(allowed.headers.get('access-control-allow-headers'), 'Content-Type, x-amz-date');
  assert.equal(allowed.headers.get('access-control-expose-headers'), 'ETag');
  assert.equal(allowed.headers.get('access-control-max-age'), '60');
  assert.equal((await preflight('http://a.example', 'PUT', 'x-other')).status, 403);
  assert.equal((await preflight('http://a.other', 'PUT')).status, 403);
  assert.equal((await preflight('http://a.other', 'HEAD')).headers.get('access-control-allow-origin'), '*');

  const url = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key: 'kept' }));
  const read = await fetch(url, { headers: { origin: 'http://b.example' } });
  assert.equal(read.headers.get('access-control-allow-origin'), 'http://b.example');
  assert.match(read.headers.get('vary') ?? '', /Origin/);
  const foreign = await fetch(url, { headers: { origin: 'http://b.other' } });
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  const refused = await anonymously(`${Bucket}/kept`, { headers: { origin: 'http://b.example' } });
  assert.equal(refused.headers.get('access-control-allow-origin'), 'http://b.example');

  const wrong = [{ AllowedOrigins: ['http://*.*'], AllowedMethods: ['GET'] }];
  await assert.rejects(
    client.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: wrong } })),
    { name: 'InvalidRequest' },
  );
  await client.send(new s3.DeleteBucketCorsCommand({ Bucket }));
});
