import { readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#base/log.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';
import type { SqliteIdentityStore } from '#stores/identity/sqlite-identity-store.ts';
import type { Elsewhere } from '#stores/objects/elsewhere/elsewhere.ts';
import { readElsewhere } from '#stores/objects/elsewhere/read-elsewhere.ts';
import { routedObjectAccess } from '#stores/objects/elsewhere/routed-object-access.ts';
import { localObjectAccess } from '#stores/objects/local-object-access.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';

/** The account and S3's objects, as the warehouse and the AWS endpoint share them. */
export interface Stores {
  identity: SqliteIdentityStore;
  s3: S3Services;
  close(): Promise<void>;
}

/**
 * Opens the account and the objects of a data folder. Without one the account is in memory, and the objects are in a temporary
 * folder that goes with the process: the engine reads them as files.
 */
export async function openStores(
  dataFolder: string | undefined,
  { allowAny, elsewhere }: { allowAny: boolean; elsewhere: string | undefined },
  log: Log,
): Promise<Stores> {
  const places = elsewhere === undefined ? [] : readPlaces(elsewhere);
  const temporary = dataFolder === undefined ? await temporaryFolder() : undefined;
  const folder = dataFolder ?? temporary?.path ?? '';
  const file = dataFolder === undefined ? undefined : join(folder, 'identity.sqlite');
  const stagingFolder = join(folder, 'staging');
  await rm(stagingFolder, { recursive: true, force: true });
  await mkdir(stagingFolder, { recursive: true });
  const identity = openIdentityStore({ file, allowAny });
  try {
    const store = await openObjectStore({ folder: join(folder, 'objects'), log });
    const s3: S3Services = {
      identity,
      store,
      accessFor: routedObjectAccess(localObjectAccess(store), places, () => store.stagingPath()),
      folders: [store.folder, stagingFolder],
      stagingFolder,
    };
    const close = async () => {
      await store[Symbol.asyncDispose]();
      identity.close();
      temporary?.remove();
    };
    return { identity, s3, close };
  } catch (error) {
    identity.close();
    temporary?.remove();
    throw error;
  }
}

function readPlaces(file: string): Elsewhere[] {
  try {
    return readElsewhere(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`--s3-elsewhere ${file}: ${(error as Error).message}`);
  }
}

/** A folder that is removed at the latest when the process exits, a second Ctrl-C included. */
async function temporaryFolder(): Promise<{ path: string; remove(): void }> {
  const path = await mkdtemp(join(tmpdir(), 'slipher-objects-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { path, remove };
}
