import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { readManifest } from '#sql/copy/manifest.ts';
import type { ListedObject, ObjectAccess } from '#stores/objects/object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import { type Place, serviceException, storageError, withStorage } from '#warehouse/copy/storage-error.ts';

/** The largest manifest that is read. */
const manifestBytesMax = 64 * 1024 * 1024;

/** A file of a load. */
export interface Source extends ListedObject {
  url: string;
  /** Bytes that the manifest states. */
  contentLength?: number;
}

/**
 * The files that a COPY loads: all keys with the prefix, or what the manifest names. Throws when there is none (unless the
 * prefix `mayBeNone`), when a mandatory one is missing, and when the bucket is in another region than the statement says.
 */
export async function listSources(
  options: Pick<CopyOptions, 'source' | 'region'>,
  access: ObjectAccess,
  place: Omit<Place, 'context'>,
  { mayBeNone = false } = {},
): Promise<Source[]> {
  const { source, region } = options;
  const url = `s3://${source.bucket}/${source.key}`;
  const at: Place = { ...place, context: `Listing bucket=${source.bucket} prefix=${source.key}` };
  await withStorage(at, () => requireRegion(access, source.bucket, region, at));
  if (source.manifest) return manifestSources(options, access, place, url);
  const found: Source[] = [];
  await withStorage(at, async () => {
    for await (const object of access.list(source.bucket, source.key)) {
      if (isFile(object)) found.push({ ...object, url: urlOf(object) });
    }
  });
  if (found.length > 0 || mayBeNone) return found;
  throw storageError(
    `The specified S3 prefix '${source.key}' does not exist`,
    { ...at, context: 'S3ListPrefix' },
    `No key of the bucket "${source.bucket}" begins with it. Keys are compared byte by byte, upper and lower case differ.`,
  );
}

/** A key that ends in a slash and has no bytes is how consoles draw a folder. */
export function isFile({ key, size }: Pick<ListedObject, 'key' | 'size'>): boolean {
  return !(key.endsWith('/') && size === 0);
}

async function requireRegion(
  access: ObjectAccess,
  bucket: string,
  region: string | undefined,
  place: Place,
): Promise<void> {
  const actual = await access.bucketRegion(bucket);
  if (region === undefined || region === actual) return;
  throw storageError(
    'S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.,Status 301,Error PermanentRedirect,Rid ,ExtRid ,CanRetry 1',
    place,
    `The bucket "${bucket}" is in ${actual}; the statement says REGION '${region}'.`,
  );
}

async function manifestSources(
  { source, region }: Pick<CopyOptions, 'source' | 'region'>,
  access: ObjectAccess,
  place: Omit<Place, 'context'>,
  url: string,
): Promise<Source[]> {
  const at: Place = { ...place, context: `S3 key being read : ${url}` };
  const text = await readManifestObject(access, source, at);
  const found: Source[] = [];
  for (const entry of readManifest(text)) {
    const where: Place = { ...place, context: `S3 key being read : ${entry.url}` };
    if (entry.bucket !== source.bucket) {
      await withStorage(where, () => requireRegion(access, entry.bucket, region, where));
    }
    const object = await headEntry(access, entry, where);
    if (!object) continue;
    const { contentLength } = entry;
    found.push({ ...object, url: entry.url, ...(contentLength === undefined ? {} : { contentLength }) });
  }
  if (found.length > 0) return found;
  throw storageError('No file of the manifest was found', at, 'Every entry is optional and none exists.');
}

async function readManifestObject(
  access: ObjectAccess,
  { bucket, key }: { bucket: string; key: string },
  place: Place,
): Promise<string> {
  try {
    return (await access.read(bucket, key, manifestBytesMax)).toString('utf8');
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    throw storageError(
      `Problem reading manifest file - ${serviceException(error)}`,
      place,
      'With MANIFEST the source is the whole key of one manifest, not a prefix.',
    );
  }
}

/** Undefined for an optional file that is not there. */
async function headEntry(
  access: ObjectAccess,
  entry: { bucket: string; key: string; mandatory: boolean },
  place: Place,
): Promise<ListedObject | undefined> {
  try {
    return await access.head(entry.bucket, entry.key);
  } catch (error) {
    if (!(error instanceof ObjectError)) throw error;
    if (error.code === 'NoSuchKey' && !entry.mandatory) return undefined;
    throw storageError(serviceException(error), place, 'The manifest names it as mandatory.');
  }
}

function urlOf({ bucket, key }: ListedObject): string {
  return `s3://${bucket}/${key}`;
}
