import { readFile } from 'node:fs/promises';
import type {
  ListedObject,
  LocalObject,
  ObjectAccess,
  ObjectAccessFor,
} from '#stores/objects/object-access.ts';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { ObjectStore, ObjectVersion } from '#stores/objects/object-store.ts';

const pageSize = 1000;

/**
 * The buckets of this machine as COPY and UNLOAD see them: each call asks the bucket's policy whether the principal
 * may do it, and nothing is copied, for the objects are local files already.
 */
export function localObjectAccess(store: ObjectStore): ObjectAccessFor {
  return (principal): ObjectAccess => ({
    async bucketRegion(bucket) {
      const found = store.bucket(bucket);
      if (!found) throw new ObjectError('NoSuchBucket', bucket);
      return found.region;
    },

    async *list(bucket, prefix) {
      store.authorize(principal, 's3:ListBucket', bucket);
      let after: string | undefined;
      do {
        const page = store.list(bucket, { prefix, limit: pageSize, ...(after !== undefined && { after }) });
        for (const version of page.objects) yield listed(version);
        after = page.next;
      } while (after !== undefined);
    },

    async head(bucket, key) {
      store.authorize(principal, 's3:GetObject', bucket, key);
      return listed(store.head(bucket, key));
    },

    async read(bucket, key, maxBytes) {
      store.authorize(principal, 's3:GetObject', bucket, key);
      await using object = await store.open(bucket, key);
      if (object.version.size > maxBytes) throw new ObjectError('EntityTooLarge', `${bucket}/${key}`);
      return readFile(object.path);
    },

    async open({ bucket, key }, signal): Promise<LocalObject> {
      signal?.throwIfAborted();
      store.authorize(principal, 's3:GetObject', bucket, key);
      const object = await store.open(bucket, key);
      return {
        ...listed(object.version),
        path: object.path,
        [Symbol.asyncDispose]: () => object[Symbol.asyncDispose](),
      };
    },

    stagingPath: () => store.stagingPath(),

    async store(bucket, key, path, signal, encryption) {
      signal?.throwIfAborted();
      store.authorize(principal, 's3:PutObject', bucket, key);
      return listed(await store.adopt(bucket, key, path, encryption ? { encryption } : {}));
    },

    async delete(bucket, key) {
      store.authorize(principal, 's3:DeleteObject', bucket, key);
      await store.delete(bucket, key);
    },
  });
}

function listed({ bucket, key, size, etag, lastModified }: ObjectVersion): ListedObject {
  return { bucket, key, size, etag, lastModified };
}
