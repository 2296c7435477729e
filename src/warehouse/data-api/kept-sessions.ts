import { randomUUID } from 'node:crypto';
import { DataApiError, invalid, notFound } from '#warehouse/data-api/data-api-error.ts';
import type { SessionRecord } from '#warehouse/data-api/session-record.ts';
import type { Owner, Target } from '#warehouse/data-api/statement-record.ts';
import type { StatementStore } from '#warehouse/data-api/statement-store.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** Longest life of a session, ms. */
const lifeMax = 24 * 60 * 60_000;

interface Kept {
  record: SessionRecord;
  session: Session | undefined;
  idle: NodeJS.Timeout | undefined;
  end: NodeJS.Timeout;
  closed: Promise<void> | undefined;
}

/** Sessions that outlive a statement: their temporary tables, settings and transactions stay. */
export class KeptSessions {
  readonly #store: StatementStore;
  readonly #countMax: number;
  readonly #kept = new Map<string, Kept>();

  /** Sessions of an earlier start are gone with its process. */
  constructor(store: StatementStore, countMax: number) {
    this.#store = store;
    this.#countMax = countMax;
    for (const record of store.openSessions()) this.#put(record, 'CLOSED');
  }

  /** A new session, busy with its first statement. Throws ActiveSessionsExceededException. */
  create(owner: Owner, target: Target, keepAliveSeconds: number, statementId: string): SessionRecord {
    if (this.#kept.size >= this.#countMax) {
      throw new DataApiError(
        'ActiveSessionsExceededException',
        `The maximum number of active sessions (${this.#countMax}) was reached.`,
      );
    }
    const now = Date.now();
    const record: SessionRecord = {
      id: randomUUID(),
      owner,
      target,
      status: 'BUSY',
      createdAt: now,
      updatedAt: now,
      keepAliveSeconds,
      currentStatementId: statementId,
    };
    const end = setTimeout(() => void this.close(record.id), lifeMax).unref();
    this.#kept.set(record.id, { record, session: undefined, idle: undefined, end, closed: undefined });
    this.#store.putSession(record);
    return record;
  }

  /** What a statement would run in. Throws ValidationException while another runs, ResourceNotFoundException where there is none. */
  available(id: string, owner: Owner): SessionRecord {
    const kept = this.#kept.get(id);
    if (kept === undefined || kept.record.owner.role !== owner.role) {
      throw notFound('Session does not exist or is closed.', id);
    }
    if (kept.record.status !== 'AVAILABLE')
      throw invalid(`Session is not available: ${id} runs another statement.`);
    return kept.record;
  }

  /** Takes an available session for a statement. */
  occupy(id: string, statementId: string, keepAliveSeconds: number | undefined): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    clearTimeout(kept.idle);
    if (keepAliveSeconds !== undefined) kept.record.keepAliveSeconds = keepAliveSeconds;
    kept.record.currentStatementId = statementId;
    this.#put(kept.record, 'BUSY');
  }

  /** The database session behind it, opened by the first statement. */
  async session(id: string, open: (onTerminate: () => void) => Promise<Session>): Promise<Session> {
    const kept = this.#kept.get(id);
    if (kept === undefined) throw notFound('Session does not exist or is closed.', id);
    kept.session ??= await open(() => void this.close(id));
    return kept.session;
  }

  /** After a statement. */
  async release(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    const { record } = kept;
    delete record.currentStatementId;
    if (record.keepAliveSeconds === 0 || kept.session === undefined) return this.close(id);
    this.#put(record, 'AVAILABLE');
    kept.idle = setTimeout(() => void this.close(id), record.keepAliveSeconds * 1000).unref();
  }

  /** Ends a session and what runs in it. */
  async close(id: string): Promise<void> {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    kept.closed ??= this.#end(kept);
    await kept.closed;
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((id) => this.close(id)));
  }

  async #end(kept: Kept): Promise<void> {
    clearTimeout(kept.idle);
    clearTimeout(kept.end);
    delete kept.record.currentStatementId;
    this.#kept.delete(kept.record.id);
    this.#put(kept.record, 'CLOSED');
    await kept.session?.[Symbol.asyncDispose]();
  }

  #put(record: SessionRecord, status: SessionRecord['status']): void {
    record.status = status;
    record.updatedAt = Date.now();
    this.#store.putSession(record);
  }
}

/** When a session ends if nothing is asked of it, milliseconds since 1970. */
export function sessionEnd({ createdAt, updatedAt, keepAliveSeconds }: SessionRecord): number {
  return Math.min(updatedAt + keepAliveSeconds * 1000, createdAt + lifeMax);
}
