import type { RelationUse } from '#sql/plan.ts';

/**
 * Who writes which table now, and how often each was written. The engine plans with the statistics of the moment, looks for
 * a value beyond a column's largest nowhere, and even stores sort keys in the range it knows; but a prepared statement keeps
 * its plan when rows change. So a plan is good only where its tables are still as they were when its run takes its snapshot.
 */
export class TableWrites {
  readonly #counts = new Map<number, number>();
  readonly #writers = new Map<number, number>();

  /** A transaction writes a table for the first time. */
  begin(oid: number): void {
    this.#writers.set(oid, (this.#writers.get(oid) ?? 0) + 1);
    this.add(oid);
  }

  /** It writes again. */
  add(oid: number): void {
    this.#counts.set(oid, (this.#counts.get(oid) ?? 0) + 1);
  }

  /** It is over. */
  end(oid: number): void {
    this.#writers.set(oid, (this.#writers.get(oid) ?? 1) - 1);
    this.add(oid);
  }

  /** Grows with every write to what is used. */
  of(uses: readonly RelationUse[]): number {
    return uses.reduce((sum, { relation }) => sum + (this.#counts.get(relation.oid) ?? 0), 0);
  }

  /** No transaction writes what is used. The catalog's own tables change uncounted, so they are never quiet. */
  quiet(uses: readonly RelationUse[]): boolean {
    return uses.every(({ relation }) => relation.kind !== 'system' && !this.#writers.get(relation.oid));
  }
}
