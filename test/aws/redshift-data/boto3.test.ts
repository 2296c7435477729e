import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TestDataApi } from '../../support/data-api.ts';

const python = fileURLToPath(new URL('../../../.cache/clients/aws/bin/python', import.meta.url));
const program = fileURLToPath(new URL('poll_and_page.py', import.meta.url));

let api: TestDataApi;
before(async () => {
  api = await TestDataApi.start();
});
after(() => api[Symbol.asyncDispose]());

test('boto3: execute, poll, page; errors by their class', async () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = api.server.aws;
  const { stdout } = await promisify(execFile)(python, [program], {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
  });
  assert.deepEqual(JSON.parse(stdout), {
    status: 'FINISHED',
    rows: 1025,
    last: [{ longValue: 1024 }, { stringValue: 'x' }, { isNull: true }],
    error: ['ResourceNotFoundException', 'Query does not exist.', 'd9b6c0c9-0747-4bf4-b142-e8883122f766'],
    tables: ['numbers'],
    statements: ['boto'],
  });
});
