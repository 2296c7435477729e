import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { nullVersion, sequenceOf } from '#stores/objects/index/version-id.ts';
import type { VersionRow } from '#stores/objects/index/version-row.ts';

/** The rows of versions. Whoever changes them does it within `Changes`. */
export class VersionTable {
  readonly #bySequence: StatementSync;
  readonly #null: StatementSync;
  readonly #newest: StatementSync;
  readonly #insert: StatementSync;
  readonly #setLatest: StatementSync;
  readonly #setDetails: StatementSync;
  readonly #delete: StatementSync;
  readonly #live: StatementSync;
  readonly #all: StatementSync;
  readonly #older: StatementSync;
  readonly #any: StatementSync;
  readonly #discard: StatementSync;
  readonly #filesSince: StatementSync;

  constructor(database: DatabaseSync) {
    const prepare = (sql: string) => database.prepare(sql);
    const ofKey = 'select * from versions indexed by versions_by_key where bucket = ? and key = ?';
    this.#newest = prepare(`${ofKey} order by sequence desc limit 1`);
    this.#bySequence = prepare('select * from versions where sequence = ?');
    this.#null = prepare(`${ofKey} and version_id = '${nullVersion}' order by sequence desc limit 1`);
    this.#insert = prepare('insert into versions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#setLatest = prepare('update versions set latest = ? where sequence = ?');
    this.#setDetails = prepare('update versions set details = ? where sequence = ?');
    this.#delete = prepare('delete from versions where sequence = ?');
    const range = 'where bucket = ? and key >= ? and key < ?';
    this.#live = prepare(
      `select * from versions indexed by versions_live ${range} and latest = 1 and delete_marker = 0 order by key`,
    );
    this.#all = prepare(
      `select * from versions indexed by versions_by_key ${range} order by key, sequence desc`,
    );
    this.#older = prepare(`${ofKey} and sequence < ? order by sequence desc`);
    this.#any = prepare('select 1 from versions where bucket = ? limit 1');
    this.#discard = prepare('insert or ignore into discarded values (?)');
    this.#filesSince = prepare('select file from versions where sequence > ? and file is not null');
  }

  /** The newest version of a key, which may be a delete marker. */
  latest(bucket: number, key: Uint8Array): VersionRow | undefined {
    return this.#newest.get(bucket, key) as VersionRow | undefined;
  }

  byId(bucket: number, key: Uint8Array, versionId: string): VersionRow | undefined {
    if (versionId === nullVersion) return this.#null.get(bucket, key) as VersionRow | undefined;
    const sequence = sequenceOf(versionId);
    if (sequence === undefined) return undefined;
    const row = this.#bySequence.get(sequence) as VersionRow | undefined;
    const same = row?.bucket === bucket && row.version_id === versionId && Buffer.compare(row.key, key) === 0;
    return same ? row : undefined;
  }

  /** Adds the newest version of its key. */
  insert(row: Omit<VersionRow, 'latest'>): void {
    const previous = this.latest(row.bucket, row.key);
    if (previous) this.#setLatest.run(0, previous.sequence);
    const { sequence, bucket, key, version_id, delete_marker, size, etag, last_modified, file, details } =
      row;
    this.#insert.run(
      sequence,
      bucket,
      key,
      version_id,
      1,
      delete_marker,
      size,
      etag,
      last_modified,
      file,
      details,
    );
  }

  /** Removes a version; the newest of those left becomes the latest. Its file is noted as discarded. */
  remove(row: VersionRow): void {
    this.#delete.run(row.sequence);
    if (row.file !== null) this.#discard.run(row.file);
    if (row.latest === 0) return;
    const next = this.latest(row.bucket, row.key);
    if (next) this.#setLatest.run(1, next.sequence);
  }

  setDetails(row: VersionRow, details: string): void {
    this.#setDetails.run(details, row.sequence);
  }

  /** Live objects with keys from `from` to before `to`, in order; read one by one as the caller asks. */
  live(bucket: number, from: Uint8Array, to: Uint8Array): Iterable<VersionRow> {
    return this.#live.iterate(bucket, from, to) as unknown as Iterable<VersionRow>;
  }

  /** All versions and markers of those keys, a key's newest first. */
  all(bucket: number, from: Uint8Array, to: Uint8Array): Iterable<VersionRow> {
    return this.#all.iterate(bucket, from, to) as unknown as Iterable<VersionRow>;
  }

  /** Versions of one key before a sequence, newest first. */
  older(bucket: number, key: Uint8Array, sequence: number): Iterable<VersionRow> {
    return this.#older.iterate(bucket, key, sequence) as unknown as Iterable<VersionRow>;
  }

  has(bucket: number): boolean {
    return this.#any.get(bucket) !== undefined;
  }

  *filesSince(sequence: number): Iterable<string> {
    for (const row of this.#filesSince.iterate(sequence)) yield row.file as string;
  }
}
