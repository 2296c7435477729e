import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import type { ObjectHeaders } from '#stores/objects/object-store.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { compressFile } from '#warehouse/unload/files/compress-file.ts';
import { inParallel } from '#warehouse/unload/in-parallel.ts';
import { type ManifestEntry, manifestText } from '#warehouse/unload/manifest.ts';
import { type NamedFile, unloadRoot } from '#warehouse/unload/object-names.ts';
import type { UnloadLog } from '#warehouse/unload/unload-log.ts';

/** Files that are compressed and stored at the same time. */
const filesAtOnce = 4;

interface Storing {
  signal: AbortSignal;
  log: UnloadLog;
  /** For compressed files until they are stored. */
  folder: string;
}

/** Compresses and stores each file as an object, several at a time; their entries in the manifest. */
export async function storeFiles(
  files: readonly NamedFile[],
  options: UnloadOptions,
  access: ObjectAccess,
  { signal, log, folder }: Storing,
): Promise<ManifestEntry[]> {
  return inParallel(files, filesAtOnce, async (file, index) => {
    const started = nowMicroseconds();
    const path = await compressed(file.path, join(folder, `compressed_${index}`), options, signal);
    const bytes = await storeFile(path, file.key, options, access, signal);
    const url = `s3://${options.bucket}/${file.key}`;
    log.stored({ slice: file.slice, url, started, rows: file.rows, bytes });
    return { url, bytes, records: file.rows + (options.header ? 1n : 0n) };
  });
}

/** The plain file is removed at once, so that both are there for one file at a time only. */
async function compressed(
  path: string,
  target: string,
  { compression }: UnloadOptions,
  signal: AbortSignal,
): Promise<string> {
  if (compression === 'none') return path;
  await compressFile(path, target, compression, signal);
  await rm(path);
  return target;
}

/** Bytes of the object. The store takes files of its staging folder itself. */
async function storeFile(
  path: string,
  key: string,
  { bucket, encryption }: UnloadOptions,
  access: ObjectAccess,
  signal?: AbortSignal,
): Promise<number> {
  const staged = access.stagingPath();
  await rename(path, staged);
  try {
    const { size } = await access.store(bucket, key, staged, signal, objectEncryption(encryption));
    return size;
  } finally {
    await rm(staged, { force: true });
  }
}

/** What is recorded with the object; without ENCRYPTED, and with AUTO, the bucket's own rule applies. */
function objectEncryption(encryption: UnloadOptions['encryption']): ObjectHeaders['encryption'] {
  if (!encryption || encryption.auto) return undefined;
  const { kmsKeyId } = encryption;
  return kmsKeyId === undefined ? { algorithm: 'AES256' } : { algorithm: 'aws:kms', keyId: kmsKeyId };
}

/** The list of the objects that this UNLOAD stored; without any there is none. */
export async function storeManifest(
  entries: readonly ManifestEntry[],
  options: UnloadOptions,
  access: ObjectAccess,
  columns: readonly OutputColumn[],
): Promise<void> {
  if (!options.manifest || entries.length === 0) return;
  const path = access.stagingPath();
  await writeFile(path, manifestText(entries, options.manifest.verbose, columns));
  await storeFile(path, manifestKey(options), options, access);
}

function manifestKey(options: UnloadOptions): string {
  return `${unloadRoot(options)}manifest`;
}
