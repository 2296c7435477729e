import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as s3 from '@aws-sdk/client-s3';
import { operationOf, operations } from '#aws/services/s3/dispatch.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** Operations of the SDK that are not sent to a general purpose bucket. */
const elsewhere = new Set(['ListDirectoryBuckets', 'WriteGetObjectResponse']);

/** Operation by its name: method and path as the SDK's own schema has them. */
const lines = new Map<string, [method: string, path: string]>();
for (const name of Object.keys(s3).filter((each) => each.endsWith('Command') && each !== '$Command')) {
  const operation = name.slice(0, -'Command'.length);
  const schema = (s3 as unknown as Record<string, [number, string, string, { http: [string, string] }]>)[
    `${operation}$`
  ];
  if (schema !== undefined && !elsewhere.has(operation)) lines.set(operation, schema[3].http);
}

/** What a request of the operation has besides its path: members of its input that are always there. */
const members: Record<string, string> = {
  UploadPart: 'partNumber=1&uploadId=u',
  UploadPartCopy: 'partNumber=1&uploadId=u',
  CompleteMultipartUpload: 'uploadId=u',
  AbortMultipartUpload: 'uploadId=u',
  ListParts: 'uploadId=u',
  GetBucketAnalyticsConfiguration: 'id=i',
  GetBucketInventoryConfiguration: 'id=i',
  GetBucketIntelligentTieringConfiguration: 'id=i',
  GetBucketMetricsConfiguration: 'id=i',
};

function requestOf(operation: string, [method, path]: [string, string]): S3Request {
  const [target = '', query = ''] = path.split('?');
  const headers = operation.includes('Copy') ? { 'x-amz-copy-source': 'b/k' } : {};
  return {
    aws: { method, query: new URLSearchParams(`${query}&${members[operation] ?? ''}`) },
    headers,
    bucket: operation === 'ListBuckets' ? '' : 'bucket',
    key: target.includes('{Key+}') ? 'key' : '',
  } as unknown as S3Request;
}

test('the SDK says how its operations are asked for', () => assert.ok(lines.size > 100, String(lines.size)));

for (const [operation, line] of lines) {
  test(`${line.join(' ')} is ${operation}`, () => {
    assert.equal(operationOf(requestOf(operation, line)).name, operation);
  });
}

test('no two rows are asked for in the same way', () => {
  const asked = operations.map(({ method, scope, query, header }) =>
    [method, scope, [...query].sort().join('&'), header].join(' '),
  );
  assert.equal(new Set(asked).size, asked.length);
  assert.equal(new Set(operations.map(({ name }) => name)).size, operations.length);
});

test('a row says what is different, and only served ones run', () => {
  for (const { name, status, note, run } of operations) {
    if (status === 'partial') assert.notEqual(note, '', name);
    assert.equal(run === undefined, status === 'unsupported', name);
  }
});
