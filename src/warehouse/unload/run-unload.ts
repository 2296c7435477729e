import { rename, rm, writeFile } from 'node:fs/promises';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { QueryPlan } from '#sql/plan.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { type Place, withStorage } from '#warehouse/copy/storage-error.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { compressFile } from '#warehouse/unload/compress-file.ts';
import { cleanDestination, requireEmptyDestination } from '#warehouse/unload/destination.ts';
import { type ManifestEntry, manifestText } from '#warehouse/unload/manifest.ts';
import { fileName, sliceOf, unloadRoot } from '#warehouse/unload/object-names.ts';
import { partitionPath } from '#warehouse/unload/partition-path.ts';
import { recordSource } from '#warehouse/unload/render/record-source.ts';
import { UnloadLog } from '#warehouse/unload/unload-log.ts';
import { type WrittenFile, writeFiles } from '#warehouse/unload/write-files.ts';

/** A file with its object's name. */
interface NamedFile extends WrittenFile {
  /** `col=value/`, empty without PARTITION BY. */
  partition: string;
  key: string;
  slice: number;
}

/**
 * Runs the query and stores its rows as objects; the number of rows. Nothing is left in the staging folder, whatever happens. What was
 * stored before a failure stays, as in Redshift.
 */
export async function runUnload(
  plan: QueryPlan,
  options: UnloadOptions,
  access: ObjectAccess,
  context: StatementContext,
): Promise<bigint> {
  const { queryId, pid } = context.load;
  const place: Place = { context: `S3 prefix : s3://${options.bucket}/${options.prefix}`, queryId, pid };
  const source = recordSource(await context.queryText(plan), plan, options);
  const log = new UnloadLog(context, options);
  const folder = access.stagingPath();
  try {
    await withStorage(place, () => requireEmptyDestination(access, options));
    const { rows, files } = await writeFiles(context.engine, source, options, folder);
    const named = nameFiles(files, options);
    await withStorage(place, async () => {
      const partitions = named.map(({ partition }) => partition);
      if (options.cleanPath) await cleanDestination(access, options, partitions);
      const entries = await storeFiles(named, options, access, context, log);
      if (options.manifest && entries.length > 0) {
        await storeManifest(manifestText(entries, options.manifest.verbose, plan.columns), options, access);
      }
    });
    log.completed();
    return rows;
  } catch (error) {
    log.aborted(error);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Files are numbered within their partition. */
function nameFiles(files: readonly WrittenFile[], options: UnloadOptions): NamedFile[] {
  const root = unloadRoot(options);
  const counts = new Map<string, number>();
  return files.map((file) => {
    const partition = partitionPath(file.folders, options.partition?.columns ?? []);
    const number = counts.get(partition) ?? 0;
    counts.set(partition, number + 1);
    return {
      ...file,
      partition,
      key: root + partition + fileName(number, options),
      slice: sliceOf(number, options),
    };
  });
}

async function storeFiles(
  files: readonly NamedFile[],
  options: UnloadOptions,
  access: ObjectAccess,
  context: StatementContext,
  log: UnloadLog,
): Promise<ManifestEntry[]> {
  const { signal } = context.load;
  const entries: ManifestEntry[] = [];
  for (const file of files) {
    const started = nowMicroseconds();
    const path = access.stagingPath();
    if (options.compression === 'none') await rename(file.path, path);
    else await compressFile(file.path, path, options.compression, signal);
    const { size } = await access.store(options.bucket, file.key, path, signal);
    const url = `s3://${options.bucket}/${file.key}`;
    const rows = file.rows ?? 0n;
    log.stored({ slice: file.slice, url, started, rows, bytes: size });
    entries.push({ url, bytes: size, records: rows + (options.header ? 1n : 0n) });
  }
  return entries;
}

async function storeManifest(text: string, options: UnloadOptions, access: ObjectAccess): Promise<void> {
  const path = access.stagingPath();
  await writeFile(path, text);
  await access.store(options.bucket, `${options.prefix}manifest`, path);
}
