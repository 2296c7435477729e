import { fail } from '#base/errors.ts';
import { deadlockDetail } from '#warehouse/locks/deadlock.ts';
import { type LockMode, modesConflict } from '#warehouse/locks/lock-mode.ts';
import type { LockOwner } from '#warehouse/locks/lock-owner.ts';

interface Held {
  mode: LockMode;
  /** µs since 1970. */
  acquired: bigint;
}
interface Waiting {
  owner: LockOwner;
  mode: LockMode;
  grant: () => void;
}
interface TableLocks {
  holders: Map<LockOwner, Held>;
  /** First come, first served. */
  queue: Waiting[];
}

/** A row of the lock views: granted or waited for. */
export interface LockRow {
  owner: LockOwner;
  relationOid: number;
  mode: LockMode;
  granted: boolean;
  acquired: bigint | undefined;
}

/**
 * The locks on tables, by oid. Readers and the one writer of a table go together; writers of one table wait for each
 * other in turn; LOCK keeps everyone out. Locks are held until the transaction ends.
 */
export class LockTable {
  readonly #tables = new Map<number, TableLocks>();
  readonly #owned = new Map<LockOwner, Set<number>>();
  readonly #now: () => bigint;

  constructor(now: () => bigint) {
    this.#now = now;
  }

  /** Undefined when granted at once; else a promise of it, which `signal` breaks off. Throws 40P01 on a deadlock. */
  acquire(owner: LockOwner, oid: number, mode: LockMode, signal: AbortSignal): Promise<void> | undefined {
    const table = this.#table(oid);
    const held = table.holders.get(owner);
    if (held && !isStronger(mode, held.mode)) return undefined;
    const mustQueue = !held && table.queue.some((waiting) => modesConflict(waiting.mode, mode));
    if (!mustQueue && this.#grantable(table, owner, mode)) {
      this.#grant(table, oid, owner, mode);
      return undefined;
    }
    return this.#wait(table, oid, owner, mode, signal);
  }

  releaseAll(owner: LockOwner): void {
    const oids = this.#owned.get(owner);
    if (!oids) return;
    this.#owned.delete(owner);
    for (const oid of oids) {
      const table = this.#tables.get(oid);
      table?.holders.delete(owner);
      if (table) this.#advance(table, oid);
    }
  }

  *rows(): Iterable<LockRow> {
    for (const [relationOid, table] of this.#tables) {
      for (const [owner, { mode, acquired }] of table.holders) {
        yield { owner, relationOid, mode, granted: true, acquired };
      }
      for (const { owner, mode } of table.queue) {
        yield { owner, relationOid, mode, granted: false, acquired: undefined };
      }
    }
  }

  /** Transactions that hold or wait for the table, to name the parties of a conflict. */
  owners(oid: number): LockOwner[] {
    const table = this.#tables.get(oid);
    return table ? [...table.holders.keys(), ...table.queue.map((waiting) => waiting.owner)] : [];
  }

  async #wait(
    table: TableLocks,
    oid: number,
    owner: LockOwner,
    mode: LockMode,
    signal: AbortSignal,
  ): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    signal.throwIfAborted();
    const waiting: Waiting = { owner, mode, grant: resolve };
    // One who holds the table already and wants more goes first: those behind it wait for it anyway.
    if (table.holders.has(owner)) table.queue.unshift(waiting);
    else table.queue.push(waiting);
    const leave = () => {
      table.queue = table.queue.filter((other) => other !== waiting);
      this.#advance(table, oid);
    };
    const cycle = deadlockDetail(owner, (waiter) => this.#blockers(waiter));
    if (cycle !== undefined) {
      leave();
      throw fail('deadlock_detected', 'deadlock detected', { detail: cycle });
    }
    const abort = () => {
      leave();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Whom this transaction waits for, and for which table. */
  #blockers(waiter: LockOwner): { owner: LockOwner; oid: number; mode: LockMode }[] {
    return [...this.#tables].flatMap(([oid, table]) => {
      const position = table.queue.findIndex((waiting) => waiting.owner === waiter);
      const waiting = table.queue[position];
      if (!waiting) return [];
      const holders = [...table.holders].filter(
        ([owner, held]) => owner !== waiter && modesConflict(held.mode, waiting.mode),
      );
      const ahead = table.queue.slice(0, position).filter((other) => modesConflict(other.mode, waiting.mode));
      const owners = [...holders.map(([owner]) => owner), ...ahead.map((other) => other.owner)];
      return owners.map((owner) => ({ owner, oid, mode: waiting.mode }));
    });
  }

  #advance(table: TableLocks, oid: number): void {
    for (const waiting of [...table.queue]) {
      const before = table.queue.slice(0, table.queue.indexOf(waiting));
      const overtakes = before.some((other) => modesConflict(other.mode, waiting.mode));
      if (overtakes || !this.#grantable(table, waiting.owner, waiting.mode)) continue;
      table.queue = table.queue.filter((other) => other !== waiting);
      this.#grant(table, oid, waiting.owner, waiting.mode);
      waiting.grant();
    }
    if (table.holders.size === 0 && table.queue.length === 0) this.#tables.delete(oid);
  }

  #grantable(table: TableLocks, owner: LockOwner, mode: LockMode): boolean {
    return [...table.holders].every(([other, held]) => other === owner || !modesConflict(held.mode, mode));
  }

  #grant(table: TableLocks, oid: number, owner: LockOwner, mode: LockMode): void {
    table.holders.set(owner, { mode, acquired: this.#now() });
    const owned = this.#owned.get(owner) ?? new Set();
    this.#owned.set(owner, owned.add(oid));
  }

  #table(oid: number): TableLocks {
    const existing = this.#tables.get(oid);
    if (existing) return existing;
    const table: TableLocks = { holders: new Map(), queue: [] };
    this.#tables.set(oid, table);
    return table;
  }
}

const strength: Record<LockMode, number> = { read: 0, write: 1, exclusive: 2 };

function isStronger(mode: LockMode, than: LockMode): boolean {
  return strength[mode] > strength[than];
}
