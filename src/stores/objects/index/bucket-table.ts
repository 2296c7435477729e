import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ObjectError } from '#stores/objects/object-error.ts';
import type { Bucket, BucketDocument } from '#stores/objects/object-store.ts';

export interface BucketRow extends Bucket {
  id: number;
}

/** Buckets and their documents. They are few and asked for by every request, so the buckets stay in memory. */
export class BucketTable {
  readonly #rows = new Map<string, BucketRow>();
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #setVersioning: StatementSync;
  readonly #document: StatementSync;
  readonly #setDocument: StatementSync;
  readonly #deleteDocument: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'insert into buckets (name, region, created, owner, versioning) values (?, ?, ?, ?, ?) returning id',
    );
    this.#delete = database.prepare('delete from buckets where id = ?');
    this.#setVersioning = database.prepare('update buckets set versioning = ? where id = ?');
    this.#document = database.prepare('select text from documents where bucket = ? and kind = ?');
    this.#setDocument = database.prepare('insert or replace into documents values (?, ?, ?)');
    this.#deleteDocument = database.prepare('delete from documents where bucket = ? and kind = ?');
    for (const row of database.prepare('select * from buckets').all()) {
      this.#rows.set(row.name as string, { ...row } as unknown as BucketRow);
    }
  }

  find(name: string): BucketRow | undefined {
    return this.#rows.get(name);
  }

  /** NoSuchBucket when there is none. */
  get(name: string): BucketRow {
    const row = this.#rows.get(name);
    if (!row) throw new ObjectError('NoSuchBucket', name);
    return row;
  }

  /** In the order of their names. */
  all(): BucketRow[] {
    return [...this.#rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The row to `keep` once it is on disk. */
  insert(bucket: Bucket): BucketRow {
    const { name, region, created, owner, versioning } = bucket;
    const { id } = this.#insert.get(name, region, created, owner, versioning) as { id: number };
    return { ...bucket, id };
  }

  keep(row: BucketRow): void {
    this.#rows.set(row.name, row);
  }

  delete(row: BucketRow): void {
    this.#delete.run(row.id);
  }

  drop(row: BucketRow): void {
    this.#rows.delete(row.name);
  }

  setVersioning(row: BucketRow, versioning: Bucket['versioning']): void {
    this.#setVersioning.run(versioning, row.id);
  }

  document(row: BucketRow, kind: BucketDocument): string | undefined {
    return this.#document.get(row.id, kind)?.text as string | undefined;
  }

  setDocument(row: BucketRow, kind: BucketDocument, text: string | undefined): void {
    if (text === undefined) this.#deleteDocument.run(row.id, kind);
    else this.#setDocument.run(row.id, kind, text);
  }
}
