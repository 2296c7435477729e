import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, root, startServer } from '../support/server.ts';
import { connectionVariables, pythonProgram } from './client-programs.ts';

let server: RunningServer;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipher-python-'));
  writeFileSync(join(folder, 'people.csv'), 'id,name\n10,Cid\n11,Dee\n12,Eve\n');
  server = await startServer(['--data', join(folder, 'data')]);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const scripts: [name: string, script: string, more?: Record<string, string>][] = [
  ['psycopg2', 'psycopg2_client.py'],
  ['psycopg 3', 'psycopg3_client.py'],
  ['redshift_connector', 'redshift_connector_client.py'],
  ['SQLAlchemy over psycopg2', 'sqlalchemy_client.py', { SLIPHER_TEST_DIALECT: 'redshift+psycopg2' }],
  [
    'SQLAlchemy over redshift_connector',
    'sqlalchemy_client.py',
    { SLIPHER_TEST_DIALECT: 'redshift+redshift_connector' },
  ],
];

for (const [name, script, more] of scripts) {
  test(name, async () => {
    const env = {
      ...connectionVariables(server),
      SSL_CERT_FILE: server.tlsCa ?? '',
      SLIPHER_TEST_CSV: join(folder, 'people.csv'),
      ...more,
    };
    const file = join(root, 'test', 'clients', 'python', script);
    const result = await runProgram(pythonProgram('drivers', 'python'), [file], { env });
    assert.equal(result.code, 0, `${result.stdout}${result.stderr}${server.log()}`);
    assert.match(result.stdout, /^ok$/m);
  });
}
