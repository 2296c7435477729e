import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface UploadRow {
  id: string;
  bucket: number;
  key: Uint8Array;
  initiated: number;
  /** JSON of the PutRequest. */
  request: string;
  /** Version id of the object that it became. */
  completed_version: string | null;
  completed_at: number | null;
}

export interface PartRow {
  upload: string;
  number: number;
  size: number;
  etag: string;
  last_modified: number;
  file: string;
  /** JSON of the StoredChecksum. */
  checksum: string | null;
}

/** Multipart uploads and their parts. Whoever changes them does it within `Changes`. */
export class UploadTable {
  readonly #get: StatementSync;
  readonly #active: StatementSync;
  readonly #anyActive: StatementSync;
  readonly #insert: StatementSync;
  readonly #complete: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteOfBucket: StatementSync;
  readonly #deleteOld: StatementSync;
  readonly #part: StatementSync;
  readonly #parts: StatementSync;
  readonly #setPart: StatementSync;
  readonly #deleteParts: StatementSync;
  readonly #discard: StatementSync;
  readonly #files: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql);
    this.#get = prepare('select * from uploads where id = ?');
    this.#active = prepare(
      `select * from uploads where bucket = ? and key >= ? and key < ? and completed_version is null
       order by key, initiated, id`,
    );
    this.#anyActive = prepare('select 1 from uploads where bucket = ? and completed_version is null limit 1');
    this.#insert = prepare('insert into uploads values (?, ?, ?, ?, ?, null, null)');
    this.#complete = prepare('update uploads set completed_version = ?, completed_at = ? where id = ?');
    this.#delete = prepare('delete from uploads where id = ?');
    this.#deleteOfBucket = prepare('delete from uploads where bucket = ?');
    this.#deleteOld = prepare('delete from uploads where completed_at < ?');
    this.#part = prepare('select * from parts where upload = ? and number = ?');
    this.#parts = prepare('select * from parts where upload = ? order by number');
    this.#setPart = prepare('insert or replace into parts values (?, ?, ?, ?, ?, ?, ?)');
    this.#deleteParts = prepare('delete from parts where upload = ?');
    this.#discard = prepare('insert or ignore into discarded values (?)');
    this.#files = prepare('select file from parts');
  }

  /** Completed ones too, for some time. */
  get(id: string): UploadRow | undefined {
    return this.#get.get(id) as UploadRow | undefined;
  }

  active(bucket: number, from: Uint8Array, to: Uint8Array): UploadRow[] {
    return this.#active.all(bucket, from, to) as unknown as UploadRow[];
  }

  hasActive(bucket: number): boolean {
    return this.#anyActive.get(bucket) !== undefined;
  }

  insert({ id, bucket, key, initiated, request }: UploadRow): void {
    this.#insert.run(id, bucket, key, initiated, request);
  }

  complete(id: string, versionId: string, at: number): void {
    this.#complete.run(versionId, at, id);
  }

  delete(id: string): void {
    this.#delete.run(id);
  }

  deleteOfBucket(bucket: number): void {
    this.#deleteOfBucket.run(bucket);
  }

  forgetCompletedBefore(time: number): void {
    this.#deleteOld.run(time);
  }

  parts(id: string): PartRow[] {
    return this.#parts.all(id) as unknown as PartRow[];
  }

  /** Adds a part or replaces it; returns the file that is needed no more. */
  setPart(part: PartRow): string | undefined {
    const previous = this.#part.get(part.upload, part.number) as PartRow | undefined;
    if (previous) this.#discard.run(previous.file);
    const { upload, number, size, etag, last_modified, file, checksum } = part;
    this.#setPart.run(upload, number, size, etag, last_modified, file, checksum);
    return previous?.file;
  }

  /** Removes all parts, noting their files as discarded but for `kept`; returns those files. */
  removeParts(id: string, kept?: string): string[] {
    const files = this.parts(id)
      .map(({ file }) => file)
      .filter((file) => file !== kept);
    this.#deleteParts.run(id);
    for (const file of files) this.#discard.run(file);
    return files;
  }

  *files(): Iterable<string> {
    for (const row of this.#files.iterate()) yield row.file as string;
  }
}
