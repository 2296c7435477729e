import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type {
  GetObjectCommandOutput,
  PutObjectCommandInput,
  S3Client,
  ServerSideEncryption,
} from '@aws-sdk/client-s3';
import type { Elsewhere } from '#stores/objects/elsewhere/elsewhere.ts';
import { remoteError } from '#stores/objects/elsewhere/remote-error.ts';
import type { ListedObject, LocalObject, ObjectAccess } from '#stores/objects/object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { ObjectHeaders } from '#stores/objects/object-store.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** One range of a download, and how many are under way at once for an object. */
const rangeBytes = 8 * 1024 * 1024;
const rangesAtOnce = 6;
const partBytes = 16 * 1024 * 1024;
const attemptsMax = 3;

/** S3 elsewhere, through AWS's own SDK. Objects are fetched into staging files, in parallel ranges. */
export class RemoteObjectAccess implements ObjectAccess {
  readonly #place: Elsewhere;
  readonly #newPath: () => string;
  #loaded: Promise<{ sdk: Sdk; client: S3Client }> | undefined;

  /** `newPath` names a new file in the staging folder. */
  constructor(place: Elsewhere, newPath: () => string) {
    this.#place = place;
    this.#newPath = newPath;
  }

  async bucketRegion(bucket: string): Promise<string> {
    const { sdk, client } = await this.#sdk();
    const head = await asked(bucket, () => client.send(new sdk.HeadBucketCommand({ Bucket: bucket })));
    return head.BucketRegion ?? this.#place.region;
  }

  async *list(bucket: string, prefix: string): AsyncIterable<ListedObject> {
    const { sdk, client } = await this.#sdk();
    let token: string | undefined;
    do {
      const command = new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ContinuationToken: token,
      });
      const page = await asked(bucket, () => client.send(command));
      for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
        yield listed(bucket, Key ?? '', Size, ETag, LastModified);
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async head(bucket: string, key: string): Promise<ListedObject> {
    const { sdk, client } = await this.#sdk();
    const command = new sdk.HeadObjectCommand({ Bucket: bucket, Key: key });
    const head = await asked(`${bucket}/${key}`, () => client.send(command));
    return listed(bucket, key, head.ContentLength, head.ETag, head.LastModified);
  }

  async read(bucket: string, key: string, maxBytes: number): Promise<Buffer> {
    const { sdk, client } = await this.#sdk();
    const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
    const resource = `${bucket}/${key}`;
    const got = await asked(resource, () => client.send(command));
    if ((got.ContentLength ?? 0) > maxBytes) {
      discard(got);
      throw new ObjectError('EntityTooLarge', resource);
    }
    return asked(resource, async () => Buffer.from(await got.Body!.transformToByteArray()));
  }

  async open(object: ListedObject, signal?: AbortSignal): Promise<LocalObject> {
    const path = this.#newPath();
    try {
      await this.#fetch(object, path, signal);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { ...object, path, [Symbol.asyncDispose]: () => rm(path, { force: true }) };
  }

  stagingPath(): string {
    return this.#newPath();
  }

  async store(
    bucket: string,
    key: string,
    path: string,
    signal?: AbortSignal,
    encryption?: ObjectHeaders['encryption'],
  ): Promise<ListedObject> {
    const { client } = await this.#sdk();
    const { Upload } = await import('@aws-sdk/lib-storage');
    signal?.throwIfAborted();
    const { size } = await stat(path);
    const body = createReadStream(path);
    const upload = new Upload({
      client,
      params: { Bucket: bucket, Key: key, Body: body, ...encryptionParameters(encryption) },
      partSize: Math.max(partBytes, Math.ceil(size / 9_000)),
      queueSize: 4,
    });
    const abort = () => void upload.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const done = await asked(`${bucket}/${key}`, () => upload.done(), signal);
      await rm(path, { force: true });
      return listed(bucket, key, size, done.ETag, new Date());
    } finally {
      signal?.removeEventListener('abort', abort);
      body.destroy();
    }
  }

  async delete(bucket: string, key: string): Promise<void> {
    const { sdk, client } = await this.#sdk();
    const command = new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key });
    await asked(`${bucket}/${key}`, () => client.send(command));
  }

  /** Several ranges at once, each checked against the version that was listed. */
  async #fetch(object: ListedObject, path: string, signal: AbortSignal | undefined): Promise<void> {
    const { sdk, client } = await this.#sdk();
    const { bucket, key, size, etag } = object;
    await using file = await open(path, 'w');
    let next = 0;
    const worker = async () => {
      while (next < size) {
        const start = next;
        next = Math.min(size, start + rangeBytes);
        const range = `bytes=${start}-${next - 1}`;
        const command = new sdk.GetObjectCommand({
          Bucket: bucket,
          Key: key,
          Range: range,
          IfMatch: `"${etag}"`,
        });
        await asked(
          `${bucket}/${key}`,
          () =>
            repeated(async () => {
              const got = await client.send(command, signal ? { abortSignal: signal } : {});
              await writeAt(got, file, start);
            }, signal),
          signal,
        );
      }
    };
    const workers = Array.from({ length: Math.min(rangesAtOnce, Math.ceil(size / rangeBytes)) }, worker);
    const results = await Promise.allSettled(workers);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** The SDK takes a while to load, and is not needed where nothing is elsewhere. */
  #sdk(): Promise<{ sdk: Sdk; client: S3Client }> {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  async #load(): Promise<{ sdk: Sdk; client: S3Client }> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, region, accessKeyId, secretAccessKey, sessionToken, pathStyle } = this.#place;
    const keys =
      accessKeyId === undefined || secretAccessKey === undefined
        ? {}
        : { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } };
    const client = new sdk.S3Client({
      region,
      forcePathStyle: pathStyle,
      followRegionRedirects: endpoint === undefined,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...keys,
    });
    return { sdk, client };
  }
}

/** The SDK repeats a request that fails, but not one whose body breaks off. */
async function repeated(work: () => Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const answered = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      if (answered !== undefined || attempt === attemptsMax || signal?.aborted) throw error;
    }
  }
}

async function writeAt(
  got: GetObjectCommandOutput,
  file: Awaited<ReturnType<typeof open>>,
  start: number,
): Promise<void> {
  let position = start;
  for await (const chunk of got.Body as AsyncIterable<Uint8Array>) {
    await file.write(chunk, 0, chunk.length, position);
    position += chunk.length;
  }
  const expected = start + (got.ContentLength ?? position - start);
  if (position !== expected) throw new Error(`the answer ended after ${position - start} bytes`);
}

function discard(got: GetObjectCommandOutput): void {
  (got.Body as { destroy?: () => void } | undefined)?.destroy?.();
}

function listed(
  bucket: string,
  key: string,
  size: number | undefined,
  etag: string | undefined,
  modified: Date | undefined,
): ListedObject {
  return {
    bucket,
    key,
    size: size ?? 0,
    etag: (etag ?? '').replaceAll('"', ''),
    lastModified: modified?.getTime() ?? 0,
  };
}

async function asked<T>(resource: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw remoteError(error, resource);
  }
}

/** What S3 is asked to encrypt with; without it the bucket's own rule applies. */
function encryptionParameters(
  encryption: ObjectHeaders['encryption'],
): Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId'> {
  if (!encryption) return {};
  const { algorithm, keyId } = encryption;
  return {
    ServerSideEncryption: algorithm as ServerSideEncryption,
    ...(keyId === undefined ? {} : { SSEKMSKeyId: keyId }),
  };
}
