import {
  type LiveRelationName,
  type LiveValue,
  liveSelect,
} from '#warehouse/system-relations/live-relations.ts';

export interface LogRow {
  sequence: bigint;
  values: LiveValue[];
}

/**
 * Rows of one log: the newest in memory, all that were flushed in the log database. A reader sees both, and no row
 * twice: what is in memory is left out of the stored part by its number.
 */
export class LogBuffer {
  readonly name: LiveRelationName;
  /** Flushed rows stay here for readers whose snapshot is older than the flush. */
  readonly #kept: number;
  #rows: LogRow[] = [];
  #unflushed = 0;
  #next: bigint;

  constructor(name: LiveRelationName, first: bigint, kept = 500) {
    this.name = name;
    this.#next = first;
    this.#kept = kept;
  }

  add(values: LiveValue[]): void {
    this.#rows.push({ sequence: this.#next++, values });
    this.#unflushed++;
  }

  get pending(): LogRow[] {
    return this.#unflushed === 0 ? [] : this.#rows.slice(-this.#unflushed);
  }

  /** These many of the pending rows are stored now. */
  flushed(count: number): void {
    this.#unflushed -= count;
    const surplus = this.#rows.length - this.#unflushed - this.#kept;
    if (surplus > 0) this.#rows.splice(0, surplus);
  }

  /**
   * DuckDB SELECT of all rows, `current` (of what still goes on) last. A reader whose snapshot is new takes what is
   * stored from there.
   */
  select(current: LiveValue[][], newSnapshot: boolean): string {
    const rows = newSnapshot ? this.pending : this.#rows;
    const first = rows[0]?.sequence ?? this.#next;
    const memory = liveSelect(this.name, [...rows.map((row) => row.values), ...current]);
    return `SELECT * EXCLUDE (sequence) FROM log.main."${this.name}" WHERE sequence < ${first} UNION ALL (${memory})`;
  }
}
