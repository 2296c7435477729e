import { join } from 'node:path';
import { createLog } from '#base/log.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';
import { localObjectAccess } from '#stores/objects/local-object-access.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import { openWarehouse } from '#warehouse/open-warehouse.ts';
import { TestClient } from '../../support/warehouse.ts';

export const rowsPerFile = 20;

/** Objects that the job cannot load. */
export const isBad = (key: string): boolean => key.endsWith('_7');

/** A warehouse and its objects in a folder, with the table t and the job j that loads `bucket/in/`; made when missing. */
export async function openFolder(folder: string) {
  const store = await openObjectStore({ folder: join(folder, 'objects') });
  const identity = openIdentityStore({ file: undefined, allowAny: true });
  const s3 = {
    store,
    identity,
    accessFor: localObjectAccess(store),
    folders: [store.folder],
    stagingFolder: join(store.folder, 'staging'),
  };
  const warehouse = await openWarehouse({
    s3,
    ephemeral: false,
    dataFolder: join(folder, 'data'),
    user: 'awsuser',
    password: 'Secret123',
    copyJobTimes: { gatherMs: 10 },
    log: createLog('warn', false),
  });
  const client = await TestClient.open(warehouse);
  if (!store.bucket('bucket'))
    store.createBucket('bucket', { region: 'us-east-1', owner: identity.accountId });
  if ((await client.rows('copy job list')).length === 0) {
    await client.run('create table if not exists t (file varchar(40), n int)');
    await client.run(
      "copy t from 's3://bucket/in/' iam_role 'arn:aws:iam::000000000000:role/r' csv job create j",
    );
  }
  const close = async () => {
    await client.close();
    await warehouse.close();
    await store[Symbol.asyncDispose]();
    identity.close();
  };
  return { store, client, close };
}

/** Stores objects under `in/<name>_<n>` until the process is killed, and prints the key of each that is stored. */
async function storeObjects(folder: string, name: string): Promise<void> {
  const { store } = await openFolder(folder);
  process.stdout.write('ready\n');
  for (let n = 0; ; n++) {
    const key = `in/${name}_${n}`;
    const lines = Array.from({ length: rowsPerFile }, (_, row) => `${key},${isBad(key) ? 'x' : row}\n`);
    await store.put('bucket', key, bytesOf(lines), {});
    process.stdout.write(`${key}\n`);
  }
}

async function* bytesOf(lines: string[]): AsyncIterable<Uint8Array> {
  yield Buffer.from(lines.join(''));
}

const [, script, folder, name] = process.argv;
if (script === import.meta.filename && folder && name) await storeObjects(folder, name);
