import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pythonProgram } from '../../clients/client-programs.ts';
import { runProgram } from '../../support/run-program.ts';
import { openTestEndpoint } from './test-endpoint.ts';

const scripts: [name: string, script: string][] = [
  ['boto3', 'boto3_client.py'],
  ['the AWS CLI', 'aws_cli_client.py'],
];

for (const [name, script] of scripts) {
  test(name, async () => {
    await using endpoint = await openTestEndpoint();
    const folder = await mkdtemp(join(tmpdir(), 'slipher-aws-tools-'));
    const file = fileURLToPath(new URL(script, import.meta.url));
    const env = {
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: endpoint.key.id,
      AWS_SECRET_ACCESS_KEY: endpoint.key.secret,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PAGER: '',
      PYTHONIOENCODING: 'utf-8',
      PYTHONWARNINGS: 'ignore',
    };
    const result = await runProgram(pythonProgram('aws', 'python'), [file, folder], { env });
    await rm(folder, { recursive: true });
    assert.deepEqual([result.stdout.trim(), result.code], ['ok', 0], result.stdout + result.stderr);
    assert.deepEqual(endpoint.faults, []);
  });
}
