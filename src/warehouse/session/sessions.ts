import { fail, RedshiftError, sqlState } from '#base/errors.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';

/** A session as the others see it. */
export interface OpenSession {
  readonly pid: number;
  readonly secret: number;
  readonly core: SessionCore;
  cancel(): void;
  /** Ends it from outside: the running statement stops, then the client is told. */
  terminate(error: Error): void;
}

/** PIDs look like those of a cluster: large, and not in a row with those of the last start. */
const firstPid = 1_073_741_824;

/** The open sessions of the warehouse. */
export class Sessions {
  readonly #open = new Map<number, OpenSession>();
  #nextPid = firstPid + Math.floor(Math.random() * 100_000_000);

  nextPid(): number {
    return this.#nextPid++;
  }

  add(session: OpenSession): void {
    this.#open.set(session.pid, session);
  }

  remove(pid: number): void {
    this.#open.delete(pid);
  }

  get(pid: number): OpenSession | undefined {
    return this.#open.get(pid);
  }

  all(): Iterable<OpenSession> {
    return this.#open.values();
  }

  count(matches: (session: OpenSession) => boolean = () => true): number {
    return [...this.#open.values()].filter(matches).length;
  }

  /** pg_cancel_backend and CANCEL. */
  cancelFor(asking: SessionCore, pid: number): void {
    this.#target(asking, pid)?.cancel();
  }

  /** pg_terminate_backend. */
  terminateFor(asking: SessionCore, pid: number): void {
    this.#target(asking, pid)?.terminate(terminated());
  }

  /** A user may stop their own sessions, a superuser all. */
  #target(asking: SessionCore, pid: number): OpenSession | undefined {
    const target = this.#open.get(pid);
    if (!target) {
      asking.warn(sqlState.warning, `PID ${pid} is not a PostgreSQL server process`);
      return undefined;
    }
    const { user } = asking;
    if (user.superuser || target.core.request.user === user.name) return target;
    throw fail('insufficient_privilege', 'must be superuser to signal other server processes');
  }
}

export function terminated(message = 'terminating connection due to administrator command'): RedshiftError {
  return new RedshiftError({ code: sqlState.admin_shutdown, message, severity: 'FATAL' });
}
