import type { Principal } from '#stores/identity/principal.ts';
import type { ObjectHeaders } from '#stores/objects/object-store.ts';

/** An object as COPY sees it before it reads it. */
export interface ListedObject {
  bucket: string;
  key: string;
  size: number;
  etag: string;
  lastModified: number;
}

/** An object whose bytes lie in a local file until it is disposed. */
export interface LocalObject extends ListedObject, AsyncDisposable {
  path: string;
}

/**
 * S3 as COPY and UNLOAD use it, on whose behalf the statement's credentials say: this machine's objects, or those of
 * another S3 where a bucket is configured to be elsewhere. Errors are ObjectError.
 */
export interface ObjectAccess {
  /** Region of the bucket; NoSuchBucket when there is none. */
  bucketRegion(bucket: string): Promise<string>;
  /** All keys with this prefix, in the order of their UTF-8 bytes. */
  list(bucket: string, prefix: string): AsyncIterable<ListedObject>;
  head(bucket: string, key: string): Promise<ListedObject>;
  /** A small object, whole (a manifest, a jsonpaths file). EntityTooLarge beyond `maxBytes`. */
  read(bucket: string, key: string, maxBytes: number): Promise<Buffer>;
  /** Makes it readable as a local file; fetched in parallel ranges when it is elsewhere. */
  open(object: ListedObject, signal?: AbortSignal): Promise<LocalObject>;
  /** A file name for a file that `store` will take. */
  stagingPath(): string;
  /** Stores a finished file of the staging folder; the file is gone afterwards. */
  store(
    bucket: string,
    key: string,
    path: string,
    signal?: AbortSignal,
    encryption?: ObjectHeaders['encryption'],
  ): Promise<ListedObject>;
  delete(bucket: string, key: string): Promise<void>;
  /** True where the bucket is on no store of this machine, and so no event tells of its changes. */
  isElsewhere?(bucket: string): boolean;
}

/** The credentials of a COPY or UNLOAD, checked: whom S3 shall see. */
export type ObjectAccessFor = (principal: Principal, region: string | undefined) => ObjectAccess;
