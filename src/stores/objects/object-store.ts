import type { Readable } from 'node:stream';
import type { Principal } from '#stores/identity/principal.ts';

/** Content type, `x-amz-meta-*` and the other headers that S3 keeps and gives back. */
export interface ObjectHeaders {
  contentType: string;
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  expires?: string;
  /** `AES256`, or `aws:kms` with its key: recorded and given back; the files are as the client sent them. */
  encryption?: { algorithm: string; keyId?: string };
  /** Lower-case names without the `x-amz-meta-` prefix. */
  metadata: Record<string, string>;
}

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export interface StoredChecksum {
  algorithm: ChecksumAlgorithm;
  /** Base64; with `-N` appended for a composite one. */
  value: string;
  type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** One version of an object. Its bytes never change; a change makes a new version in a new file. */
export interface ObjectVersion extends ObjectHeaders {
  bucket: string;
  key: string;
  /** `null` where the bucket keeps no versions. */
  versionId: string;
  latest: boolean;
  deleteMarker: boolean;
  size: number;
  /** Without quotes. */
  etag: string;
  /** Milliseconds since 1970. */
  lastModified: number;
  /** Ascending with every change of the store; equal in no two versions. */
  sequence: number;
  checksum?: StoredChecksum;
  tags: Record<string, string>;
  /** Sizes of the parts of a multipart upload. */
  parts?: number[];
  storageClass: string;
}

export interface Bucket {
  name: string;
  region: string;
  created: number;
  owner: string;
  versioning: 'off' | 'Enabled' | 'Suspended';
}

/** A condition of a write (`If-Match`, `If-None-Match: *`); fails with PreconditionFailed. */
export interface WriteCondition {
  ifMatch?: string;
  ifNoneMatch?: '*';
}

export interface PutRequest extends Partial<ObjectHeaders> {
  tags?: Record<string, string>;
  condition?: WriteCondition;
  checksum?: StoredChecksum;
  storageClass?: string;
}

export interface ListRequest {
  prefix?: string;
  delimiter?: string;
  /** Keys after this one, in the order of their UTF-8 bytes. */
  after?: string;
  /** Of keys and common prefixes together. */
  limit: number;
}

export interface Listing {
  objects: ObjectVersion[];
  commonPrefixes: string[];
  /** Where the next page starts; undefined at the end. */
  next?: string;
}

/** The bytes of a version, held: the file stays until it is disposed, whatever happens to the object. */
export interface OpenObject extends AsyncDisposable {
  version: ObjectVersion;
  /** A plain file with exactly the object's bytes. Read only. */
  path: string;
  /** `end` is inclusive. */
  stream(range?: { start: number; end: number }): Readable;
}

export interface MultipartUpload {
  bucket: string;
  key: string;
  uploadId: string;
  initiated: number;
  headers: PutRequest;
}

export interface UploadedPart {
  number: number;
  size: number;
  etag: string;
  lastModified: number;
  checksum?: StoredChecksum;
}

/** Kinds of configuration that are kept for a bucket as the text its owner gave. */
export type BucketDocument =
  | 'policy'
  | 'notification'
  | 'cors'
  | 'lifecycle'
  | 'encryption'
  | 'tagging'
  | 'publicAccessBlock'
  | 'ownershipControls'
  | 'website'
  | 'logging';

/** What happened to an object, for notifications: S3's event names (`ObjectCreated:Put` …). */
export interface ObjectEvent {
  name:
    | 'ObjectCreated:Put'
    | 'ObjectCreated:Post'
    | 'ObjectCreated:Copy'
    | 'ObjectCreated:CompleteMultipartUpload'
    | 'ObjectRemoved:Delete'
    | 'ObjectRemoved:DeleteMarkerCreated';
  bucket: string;
  key: string;
  size: number;
  etag: string;
  versionId: string;
  sequence: number;
  time: number;
}

/**
 * S3's objects on this machine: bytes are plain files under the data folder, everything else is an index beside
 * them. A write is complete and durable, or it did not happen; a crash leaves the old object or the new one.
 * Errors are ObjectError. Bodies stream; nothing holds an object in memory.
 */
export interface ObjectStore extends AsyncDisposable {
  /** Folder under which the files of all objects lie: the engine may read there and nowhere else. */
  readonly folder: string;

  createBucket(name: string, options: { region: string; owner: string }): Bucket;
  bucket(name: string): Bucket | undefined;
  buckets(): Bucket[];
  /** BucketNotEmpty while it has objects, versions or delete markers. */
  deleteBucket(name: string): void;
  setVersioning(name: string, versioning: 'Enabled' | 'Suspended'): void;
  document(bucket: string, kind: BucketDocument): string | undefined;
  setDocument(bucket: string, kind: BucketDocument, text: string | undefined): void;

  /**
   * Stores a body. `verify` is called after the last byte with what was received and throws when a checksum or a
   * length is not as announced: then nothing is stored.
   */
  put(
    bucket: string,
    key: string,
    body: AsyncIterable<Uint8Array>,
    request: PutRequest,
    verify?: (received: { md5: string; size: number }) => StoredChecksum | undefined,
    event?: ObjectEvent['name'],
  ): Promise<ObjectVersion>;
  /** Takes a finished file of the staging folder as an object's bytes, by renaming it (UNLOAD). */
  adopt(bucket: string, key: string, path: string, request: PutRequest): Promise<ObjectVersion>;
  /** A file name in the store's own staging folder, on the same file system as the objects. */
  stagingPath(): string;

  /** The latest version, or that one. NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker by id. */
  head(bucket: string, key: string, versionId?: string): ObjectVersion;
  open(bucket: string, key: string, versionId?: string): Promise<OpenObject>;
  /**
   * What was deleted or which marker was made. Deleting what is not there succeeds; with `ifMatch` PreconditionFailed
   * for what is there and has another entity tag.
   */
  delete(
    bucket: string,
    key: string,
    versionId?: string,
    ifMatch?: string,
  ): Promise<{ versionId: string | undefined; deleteMarker: boolean }>;
  setTags(bucket: string, key: string, tags: Record<string, string>, versionId?: string): void;

  list(bucket: string, request: ListRequest): Listing;
  listVersions(bucket: string, request: ListRequest & { afterVersion?: string }): Listing;

  createUpload(bucket: string, key: string, request: PutRequest): MultipartUpload;
  upload(bucket: string, key: string, uploadId: string): MultipartUpload;
  uploads(bucket: string, prefix: string): MultipartUpload[];
  putPart(
    upload: MultipartUpload,
    number: number,
    body: AsyncIterable<Uint8Array>,
    verify?: (received: { md5: string; size: number }) => StoredChecksum | undefined,
  ): Promise<UploadedPart>;
  parts(upload: MultipartUpload): UploadedPart[];
  completeUpload(
    upload: MultipartUpload,
    parts: { number: number; etag: string }[],
    request: { condition?: WriteCondition; checksum?: StoredChecksum },
  ): Promise<ObjectVersion>;
  abortUpload(upload: MultipartUpload): Promise<void>;

  /** Throws AccessDenied when the bucket's policy denies it to this principal, or it is anonymous and not allowed. */
  authorize(principal: Principal, action: `s3:${string}`, bucket: string, key?: string): void;
  /** Called after each change is durable. Returns the call that ends it. */
  onEvent(listener: (event: ObjectEvent) => void): () => void;
}
