import { createReadStream } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Readable } from 'node:stream';
import type { Principal } from '#stores/identity/principal.ts';
import { Authorizer } from '#stores/objects/authorize.ts';
import { parseBucketPolicy } from '#stores/objects/bucket-policy.ts';
import { createBucket, deleteBucket, setVersioning, toBucket } from '#stores/objects/buckets.ts';
import { completeUpload } from '#stores/objects/complete-upload.ts';
import { type Deleted, deleteObject } from '#stores/objects/delete-object.ts';
import type { Received } from '#stores/objects/files/receive-file.ts';
import { findVersion } from '#stores/objects/find-version.ts';
import { toVersion, withTags } from '#stores/objects/index/version-row.ts';
import type { WriteAheadLog } from '#stores/objects/index/write-ahead-log.ts';
import { listObjects, listVersions } from '#stores/objects/list-objects.ts';
import {
  abortUpload,
  createUpload,
  findUpload,
  listParts,
  listUploads,
  putPart,
} from '#stores/objects/multipart-upload.ts';
import type {
  Bucket,
  BucketDocument,
  Listing,
  ListRequest,
  MultipartUpload,
  ObjectEvent,
  ObjectStore,
  ObjectVersion,
  OpenObject,
  PutRequest,
  StoredChecksum,
  UploadedPart,
  WriteCondition,
} from '#stores/objects/object-store.ts';
import { adoptObject, putObject } from '#stores/objects/put-object.ts';
import type { StoreParts } from '#stores/objects/store-parts.ts';
import { beginEpoch } from '#stores/objects/sweep.ts';

type Verify = (received: Received) => StoredChecksum | undefined;

/** The store over its parts: every operation has its own file, and is named here. */
export class LocalObjectStore implements ObjectStore {
  readonly folder: string;
  readonly #database: DatabaseSync;
  readonly #log: WriteAheadLog;
  readonly #parts: StoreParts;
  readonly #listeners: Set<(event: ObjectEvent) => void>;
  readonly #authorizer: Authorizer;
  #closing: Promise<void> | undefined;

  constructor(options: {
    folder: string;
    database: DatabaseSync;
    log: WriteAheadLog;
    parts: StoreParts;
    listeners: Set<(event: ObjectEvent) => void>;
  }) {
    this.folder = options.folder;
    this.#database = options.database;
    this.#log = options.log;
    this.#parts = options.parts;
    this.#listeners = options.listeners;
    this.#authorizer = new Authorizer(options.parts.buckets);
  }

  createBucket(name: string, options: { region: string; owner: string }): Bucket {
    return createBucket(this.#parts, name, options);
  }

  bucket(name: string): Bucket | undefined {
    const row = this.#parts.buckets.find(name);
    return row && toBucket(row);
  }

  buckets(): Bucket[] {
    return this.#parts.buckets.all().map(toBucket);
  }

  deleteBucket(name: string): void {
    const row = this.#parts.buckets.get(name);
    deleteBucket(this.#parts, name);
    this.#authorizer.forget(row);
  }

  setVersioning(name: string, versioning: 'Enabled' | 'Suspended'): void {
    setVersioning(this.#parts, name, versioning);
  }

  document(bucket: string, kind: BucketDocument): string | undefined {
    const { buckets } = this.#parts;
    return buckets.document(buckets.get(bucket), kind);
  }

  /** MalformedPolicy for a policy that cannot be obeyed. */
  setDocument(bucket: string, kind: BucketDocument, text: string | undefined): void {
    const { buckets, changes } = this.#parts;
    const row = buckets.get(bucket);
    if (kind === 'policy' && text !== undefined) parseBucketPolicy(bucket, text);
    changes.now(bucket, () => buckets.setDocument(row, kind, text));
    this.#authorizer.forget(row);
  }

  put(
    bucket: string,
    key: string,
    body: AsyncIterable<Uint8Array>,
    request: PutRequest,
    verify?: Verify,
    event: ObjectEvent['name'] = 'ObjectCreated:Put',
  ): Promise<ObjectVersion> {
    return putObject(this.#parts, { bucket, key, event }, body, request, verify);
  }

  adopt(bucket: string, key: string, path: string, request: PutRequest): Promise<ObjectVersion> {
    return adoptObject(this.#parts, { bucket, key }, path, request);
  }

  stagingPath(): string {
    return this.#parts.files.stagingPath();
  }

  head(bucket: string, key: string, versionId?: string): ObjectVersion {
    const row = this.#parts.buckets.get(bucket);
    return toVersion(bucket, findVersion(this.#parts, row, key, versionId));
  }

  async open(bucket: string, key: string, versionId?: string): Promise<OpenObject> {
    const { buckets, files } = this.#parts;
    const row = findVersion(this.#parts, buckets.get(bucket), key, versionId);
    const release = files.lease(row.file);
    const path = files.path(row.file);
    return {
      version: toVersion(bucket, row),
      path,
      stream: (range?: { start: number; end: number }): Readable => createReadStream(path, range),
      [Symbol.asyncDispose]: async () => release(),
    };
  }

  delete(bucket: string, key: string, versionId?: string, ifMatch?: string): Promise<Deleted> {
    return deleteObject(this.#parts, bucket, key, versionId, ifMatch);
  }

  setTags(bucket: string, key: string, tags: Record<string, string>, versionId?: string): void {
    const { buckets, changes, versions } = this.#parts;
    const row = findVersion(this.#parts, buckets.get(bucket), key, versionId);
    changes.now(`${bucket}/${key}`, () => versions.setDetails(row, withTags(row.details, tags)));
  }

  list(bucket: string, request: ListRequest): Listing {
    return listObjects(this.#parts, bucket, request);
  }

  listVersions(bucket: string, request: ListRequest & { afterVersion?: string }): Listing {
    return listVersions(this.#parts, bucket, request);
  }

  createUpload(bucket: string, key: string, request: PutRequest): MultipartUpload {
    return createUpload(this.#parts, bucket, key, request);
  }

  upload(bucket: string, key: string, uploadId: string): MultipartUpload {
    return findUpload(this.#parts, bucket, key, uploadId);
  }

  uploads(bucket: string, prefix: string): MultipartUpload[] {
    return listUploads(this.#parts, bucket, prefix);
  }

  putPart(
    upload: MultipartUpload,
    number: number,
    body: AsyncIterable<Uint8Array>,
    verify?: Verify,
  ): Promise<UploadedPart> {
    return putPart(this.#parts, upload, number, body, verify);
  }

  parts(upload: MultipartUpload): UploadedPart[] {
    return listParts(this.#parts, upload);
  }

  completeUpload(
    upload: MultipartUpload,
    parts: { number: number; etag: string }[],
    request: { condition?: WriteCondition; checksum?: StoredChecksum },
  ): Promise<ObjectVersion> {
    return completeUpload(this.#parts, upload, parts, request);
  }

  abortUpload(upload: MultipartUpload): Promise<void> {
    return abortUpload(this.#parts, upload);
  }

  authorize(principal: Principal, action: `s3:${string}`, bucket: string, key?: string): void {
    this.#authorizer.check(principal, action, bucket, key);
  }

  onEvent(listener: (event: ObjectEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for the changes under way and closes the index. Bodies still being received, and later calls, fail. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { changes, files, hashers } = this.#parts;
    await files.close();
    await changes.settle();
    await files.settle();
    await changes.settle();
    await hashers.close();
    if (!files.uncertain) beginEpoch(this.#database);
    this.#log.close();
    this.#database.close();
  }
}
