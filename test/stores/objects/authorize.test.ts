import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { anonymous, type Principal } from '#stores/identity/principal.ts';
import { openTestS3 } from '../../support/s3.ts';
import { code } from './support.ts';

const ada: Principal = { kind: 'user', arn: 'arn:aws:iam::000000000000:user/ada', name: 'ada' };
const root: Principal = { kind: 'root', arn: 'arn:aws:iam::000000000000:root', name: 'root' };

function statement(effect: string, principal: unknown, action: string | string[], path = '/*'): string {
  const own = {
    Effect: effect,
    Principal: principal,
    Action: action,
    Resource: `arn:aws:s3:::bucket${path}`,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: own });
}

test('without a policy the account may, and others may not', async () => {
  await using s3 = await openTestS3();
  s3.store.authorize(ada, 's3:GetObject', 'bucket', 'k');
  s3.store.authorize(root, 's3:DeleteBucket', 'bucket');
  assert.throws(() => s3.store.authorize(anonymous, 's3:GetObject', 'bucket', 'k'), code('AccessDenied'));
  assert.throws(() => s3.store.authorize(ada, 's3:GetObject', 'none', 'k'), code('NoSuchBucket'));
});

test('a policy lets anonymous readers in, unless public access is blocked', async () => {
  await using s3 = await openTestS3();
  const ask = () => s3.store.authorize(anonymous, 's3:GetObject', 'bucket', 'k');
  s3.store.setDocument('bucket', 'policy', statement('Allow', '*', 's3:GetObject'));
  ask();
  assert.throws(() => s3.store.authorize(anonymous, 's3:PutObject', 'bucket', 'k'), code('AccessDenied'));
  const block =
    '<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';
  s3.store.setDocument('bucket', 'publicAccessBlock', block);
  assert.throws(ask, code('AccessDenied'));
  s3.store.setDocument('bucket', 'publicAccessBlock', undefined);
  ask();
  s3.store.setDocument('bucket', 'policy', undefined);
  assert.throws(ask, code('AccessDenied'));
});

test('a malformed policy leaves the old one', async () => {
  await using s3 = await openTestS3();
  const text = statement('Deny', { AWS: ada.arn }, 's3:*');
  s3.store.setDocument('bucket', 'policy', text);
  assert.throws(() => s3.store.setDocument('bucket', 'policy', '{'), code('MalformedPolicy'));
  assert.equal(s3.store.document('bucket', 'policy'), text);
});

test('the root user can always mend the policy', async () => {
  await using s3 = await openTestS3();
  s3.store.setDocument('bucket', 'policy', statement('Deny', '*', 's3:*', ''));
  s3.store.authorize(root, 's3:DeleteBucketPolicy', 'bucket');
  assert.throws(() => s3.store.authorize(root, 's3:ListBucket', 'bucket'), code('AccessDenied'));
  assert.throws(() => s3.store.authorize(ada, 's3:DeleteBucketPolicy', 'bucket'), code('AccessDenied'));
});

test('COPY and UNLOAD see what the policy lets their principal see', async () => {
  await using s3 = await openTestS3();
  for (const key of ['in/1', 'in/2', 'other']) await s3.put('bucket', key, key);
  const access = s3.accessFor(ada, undefined);
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of access.list('bucket', 'in/')) found.push(key);
    return found;
  };
  assert.deepEqual(await keys(), ['in/1', 'in/2']);
  assert.equal(await access.bucketRegion('bucket'), 'us-east-1');
  await assert.rejects(access.bucketRegion('none'), code('NoSuchBucket'));
  assert.equal(String(await access.read('bucket', 'in/1', 100)), 'in/1');
  await assert.rejects(access.read('bucket', 'in/1', 3), code('EntityTooLarge'));

  const path = access.stagingPath();
  await writeFile(path, 'out');
  const stored = await access.store('bucket', 'out/1', path);
  await using opened = await access.open(stored);
  assert.equal(opened.size, 3);

  const actions = ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'];
  const text = JSON.stringify({
    Statement: { Effect: 'Deny', Principal: { AWS: ada.arn }, Action: actions, Resource: '*' },
  });
  s3.store.setDocument('bucket', 'policy', text);
  await assert.rejects(keys(), code('AccessDenied'));
  for (const refused of [
    () => access.head('bucket', 'in/1'),
    () => access.read('bucket', 'in/1', 100),
    () => access.open(stored),
    () => access.store('bucket', 'k', access.stagingPath()),
    () => access.delete('bucket', 'in/1'),
  ]) {
    await assert.rejects(refused, code('AccessDenied'));
  }
});
