import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';
import { localObjectAccess } from '#stores/objects/local-object-access.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';

/** S3 without its endpoint, as COPY and UNLOAD reach it. */
export interface TestS3 extends S3Services, AsyncDisposable {
  store: ObjectStore;
  identity: IdentityStore;
  /** ARN of the role that a new account has, for `IAM_ROLE`. */
  roleArn: string;
  /** Puts an object; the bucket is made when it is not there. */
  put(bucket: string, key: string, body: string | Uint8Array): Promise<void>;
  /** The bytes of an object. */
  get(bucket: string, key: string): Promise<Buffer>;
  /** All keys with a prefix, in order. */
  keys(bucket: string, prefix?: string): string[];
}

/** A real object store and account in a temporary folder, with the bucket `bucket` in us-east-1. */
export async function openTestS3(options: { allowAny?: boolean } = {}): Promise<TestS3> {
  const folder = await mkdtemp(join(tmpdir(), 'slipher-s3-'));
  const store = await openObjectStore({ folder: join(folder, 'objects') });
  const identity = openIdentityStore({ file: undefined, allowAny: options.allowAny ?? false });
  store.createBucket('bucket', { region: 'us-east-1', owner: identity.accountId });
  return {
    store,
    identity,
    roleArn: identity.defaultRole()?.arn ?? '',
    accessFor: localObjectAccess(store),
    folders: [store.folder],
    stagingFolder: join(store.folder, 'staging'),
    async put(bucket, key, body) {
      if (!store.bucket(bucket)) {
        store.createBucket(bucket, { region: 'us-east-1', owner: identity.accountId });
      }
      await store.put(bucket, key, bytesOf(body), {});
    },
    async get(bucket, key) {
      await using object = await store.open(bucket, key);
      return Buffer.concat(await object.stream().toArray());
    },
    keys: (bucket, prefix = '') =>
      store.list(bucket, { prefix, limit: 100_000 }).objects.map(({ key }) => key),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      identity.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function* bytesOf(body: string | Uint8Array): AsyncIterable<Uint8Array> {
  yield typeof body === 'string' ? Buffer.from(body) : body;
}
