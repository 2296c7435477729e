import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '#base/log.ts';
import { DataFiles } from '#stores/objects/files/data-files.ts';
import { Hashers } from '#stores/objects/files/hashers.ts';
import { BucketTable } from '#stores/objects/index/bucket-table.ts';
import { Changes } from '#stores/objects/index/changes.ts';
import { openIndex } from '#stores/objects/index/open-index.ts';
import { UploadTable } from '#stores/objects/index/upload-table.ts';
import { VersionTable } from '#stores/objects/index/version-table.ts';
import { WriteAheadLog } from '#stores/objects/index/write-ahead-log.ts';
import { LocalObjectStore } from '#stores/objects/local-object-store.ts';
import type { ObjectEvent, ObjectStore } from '#stores/objects/object-store.ts';
import { sweep } from '#stores/objects/sweep.ts';

const indexFile = 'index.sqlite';

/**
 * Opens the objects kept in `folder`, made when it is not there, and removes what an interrupted run left. The folder
 * belongs to one process at a time; for a second one this throws.
 */
export async function openObjectStore(options: { folder: string; log?: Log }): Promise<ObjectStore> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true });
  const database = openIndex(join(folder, indexFile));
  try {
    return await openStore(database, folder, options.log);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function openStore(database: DatabaseSync, folder: string, log: Log | undefined): Promise<ObjectStore> {
  const buckets = new BucketTable(database);
  const versions = new VersionTable(database);
  const uploads = new UploadTable(database);
  const known = new Set(buckets.all().map(({ name }) => name));
  const { epoch, removed } = await sweep(database, folder, { versions, uploads, known });
  if (removed > 0) log?.info('removed files that an interrupted run left', { folder, files: removed });
  const writeAheadLog = new WriteAheadLog(join(folder, indexFile));
  const changes = new Changes(database, writeAheadLog);
  const onUnlinked = (file: string) => changes.forget(file);
  const files = new DataFiles({ folder, epoch, log, onUnlinked });
  const listeners = new Set<(event: ObjectEvent) => void>();
  const emit = (event: ObjectEvent) => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        // The change is done; whoever listens to it cannot undo it.
        log?.error('object event listener failed', { event: event.name, error });
      }
    }
  };
  const parts = { buckets, versions, uploads, changes, files, hashers: new Hashers(), emit };
  return new LocalObjectStore({ folder, database, log: writeAheadLog, parts, listeners });
}
