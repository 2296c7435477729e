import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runProgram } from '../support/run-program.ts';
import { type RunningServer, root, startServer } from '../support/server.ts';
import { connectionVariables, jdbcDriver } from './client-programs.ts';

let server: RunningServer;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipher-jdbc-'));
  server = await startServer(['--data', join(folder, 'data')]);
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

for (const tls of ['false', 'true']) {
  test(`metadata, batches, fetch size and errors with ssl=${tls}`, async () => {
    const file = join(root, 'test', 'clients', 'java', 'JdbcClient.java');
    const env = connectionVariables(server);
    const result = await runProgram('java', ['-Duser.timezone=UTC', '-cp', jdbcDriver(), file, tls], { env });
    assert.equal(result.code, 0, `${result.stdout}${result.stderr}${server.log()}`);
    assert.match(result.stdout, /^ok$/m);
  });
}
