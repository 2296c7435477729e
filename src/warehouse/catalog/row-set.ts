import type { CatalogTable } from '#warehouse/catalog/catalog-table.ts';
import { catalogConflict } from '#warehouse/catalog/conflict.ts';

/**
 * The committed rows of one catalog table. Rows are never changed in place: a change replaces them, so a row
 * that was read stays as it was. A key or name that an open transaction has changed is claimed by it.
 */
export class RowSet<K extends number | string, Row> {
  readonly table: CatalogTable<K, Row>;
  readonly #rows = new Map<K, Row>();
  readonly #keysByName = new Map<string, K>();
  readonly #claims = new Map<string, RowChanges<K, Row>>();

  constructor(table: CatalogTable<K, Row>, rows: Row[]) {
    this.table = table;
    for (const row of rows) this.#set(row);
  }

  get(key: K): Row | undefined {
    return this.#rows.get(key);
  }

  find(name: string): Row | undefined {
    const key = this.#keysByName.get(name);
    return key === undefined ? undefined : this.#rows.get(key);
  }

  values(): Row[] {
    return [...this.#rows.values()];
  }

  /** Throws 1023 when another open transaction holds the claim. */
  claim(what: string, owner: RowChanges<K, Row>): void {
    const holder = this.#claims.get(what);
    if (holder && holder !== owner) throw catalogConflict(what.replace(/^\w+:/, ''));
    this.#claims.set(what, owner);
  }

  release(owner: RowChanges<K, Row>): void {
    for (const [what, holder] of this.#claims) if (holder === owner) this.#claims.delete(what);
  }

  /** All names are freed before any is taken, so that two rows can swap theirs. */
  apply(changes: ReadonlyMap<K, Row | undefined>): void {
    for (const key of changes.keys()) this.#delete(key);
    for (const row of changes.values()) if (row !== undefined) this.#set(row);
  }

  #set(row: Row): void {
    const key = this.table.key(row);
    this.#rows.set(key, row);
    if (this.table.name) this.#keysByName.set(this.table.name(row), key);
  }

  #delete(key: K): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    if (this.table.name) this.#keysByName.delete(this.table.name(row));
  }
}

/** One transaction's changes over the committed rows, which it sees as they are now. */
export class RowChanges<K extends number | string, Row> {
  readonly #committed: RowSet<K, Row>;
  /** Undefined for a row that this transaction dropped. */
  readonly #changes = new Map<K, Row | undefined>();
  #claiming = false;

  constructor(committed: RowSet<K, Row>) {
    this.#committed = committed;
  }

  get changed(): boolean {
    return this.#changes.size > 0;
  }

  get(key: K): Row | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#committed.get(key);
  }

  find(name: string): Row | undefined {
    const { table } = this.#committed;
    for (const row of this.#changes.values()) {
      if (row !== undefined && table.name?.(row) === name) return row;
    }
    const row = this.#committed.find(name);
    return row === undefined || this.#changes.has(table.key(row)) ? undefined : row;
  }

  values(): Row[] {
    if (!this.changed) return this.#committed.values();
    const { table } = this.#committed;
    const untouched = this.#committed.values().filter((row) => !this.#changes.has(table.key(row)));
    return [...untouched, ...[...this.#changes.values()].filter((row) => row !== undefined)];
  }

  /** The statements that store the row in place of the one with its key, if any. */
  put(row: Row): string[] {
    const { table } = this.#committed;
    const key = table.key(row);
    this.#claim(`key:${key}`);
    if (table.name) this.#claim(`name:${table.name(row)}`);
    const before = this.get(key);
    this.#changes.set(key, row);
    return [...(before === undefined ? [] : table.remove(before)), ...table.insert(row)];
  }

  drop(key: K): string[] {
    const before = this.get(key);
    if (before === undefined) return [];
    this.#claim(`key:${key}`);
    this.#changes.set(key, undefined);
    return this.#committed.table.remove(before);
  }

  commit(): void {
    this.#committed.apply(this.#changes);
    this.rollback();
  }

  rollback(): void {
    if (!this.#claiming) return;
    this.#claiming = false;
    this.#changes.clear();
    this.#committed.release(this);
  }

  #claim(what: string): void {
    this.#claiming = true;
    this.#committed.claim(what, this);
  }
}
