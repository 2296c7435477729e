import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { syncFolder } from '#stores/objects/files/sync-file.ts';
import { inTransaction } from '#stores/objects/index/in-transaction.ts';
import type { UploadTable } from '#stores/objects/index/upload-table.ts';
import type { VersionTable } from '#stores/objects/index/version-table.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Removes what an interrupted run left: staged files, files that no row needs any more, and files that got no row.
 * The last can only be among those of the last epoch, and their rows are among the changes since it began, so this
 * takes as long as that run was busy, not as the store is large; after an orderly end it is nothing. Returns the
 * epoch that begins now, and how many files went.
 */
export async function sweep(
  database: DatabaseSync,
  folder: string,
  tables: { versions: VersionTable; uploads: UploadTable; known: ReadonlySet<string> },
): Promise<{ epoch: number; removed: number }> {
  const data = join(folder, 'data');
  await rm(join(folder, 'staging'), { recursive: true, force: true });
  await mkdir(join(folder, 'staging'), { recursive: true });
  await mkdir(data, { recursive: true });
  await syncFolder(folder);

  const discarded = database.prepare('select file from discarded').all() as unknown as { file: string }[];
  for (const { file } of discarded) await rm(join(data, file), { force: true });

  const epoch = counter(database, 'epoch').toString(36);
  const needed = new Set<string>();
  const since = counter(database, 'epoch_start');
  for (const files of [tables.versions.filesSince(since), tables.uploads.files()]) {
    for (const file of files) needed.add(basename(file));
  }
  const removed = await removeOrphans(data, epoch, needed, tables.known);
  database.exec('delete from discarded');
  tables.uploads.forgetCompletedBefore(Date.now() - dayMs);
  return { epoch: beginEpoch(database), removed: removed + discarded.length };
}

/**
 * Begins an epoch: files without a row are looked for only among those made from now on. Also said at an orderly
 * end, when there are none.
 */
export function beginEpoch(database: DatabaseSync): number {
  return inTransaction(database, () => {
    const set = database.prepare('update counters set value = ? where name = ?');
    const epoch = counter(database, 'epoch') + 1;
    set.run(epoch, 'epoch');
    set.run(counter(database, 'sequence'), 'epoch_start');
    return epoch;
  });
}

function counter(database: DatabaseSync, name: string): number {
  return (database.prepare('select value from counters where name = ?').get(name) as { value: number }).value;
}

async function removeOrphans(
  data: string,
  epoch: string,
  needed: ReadonlySet<string>,
  known: ReadonlySet<string>,
): Promise<number> {
  let removed = 0;
  for (const bucket of await readdir(data)) {
    for (const shard of await readdir(join(data, bucket))) {
      if (!shard.startsWith(`${epoch}-`)) continue;
      for (const id of await readdir(join(data, bucket, shard))) {
        if (needed.has(id)) continue;
        await rm(join(data, bucket, shard, id), { force: true });
        removed++;
      }
    }
    if (!known.has(bucket)) await removeEmptyFolders(join(data, bucket));
  }
  return removed;
}

/** Of a deleted bucket: whatever is not empty stays. */
async function removeEmptyFolders(bucket: string): Promise<void> {
  for (const shard of await readdir(bucket)) await rmdir(join(bucket, shard)).catch(() => undefined);
  await rmdir(bucket).catch(() => undefined);
}
