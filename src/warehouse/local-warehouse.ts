import { fail } from '#base/errors.ts';
import type { FirstUser } from '#warehouse/catalog/first-start.ts';
import type { CopyJobRunner } from '#warehouse/copy-jobs/copy-job-runner.ts';
import { openSession } from '#warehouse/session/open-session.ts';
import type { WarehouseSession } from '#warehouse/session/session.ts';
import { terminated } from '#warehouse/session/sessions.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { PasswordVerifier, Session, SessionRequest, Warehouse } from '#warehouse/session-interface.ts';

/** See Warehouse: one engine, in this process. */
export class LocalWarehouse implements Warehouse {
  /** Set where there is S3. */
  copyJobs: Promise<CopyJobRunner> | undefined;
  readonly #shared: Shared;
  readonly #connectionsMax: number;
  readonly #release: () => void;
  #closing = false;

  /** `release` gives the data folder free. */
  constructor(shared: Shared, connectionsMax: number, release: () => void) {
    this.#shared = shared;
    this.#connectionsMax = connectionsMax;
    this.#release = release;
  }

  passwordVerifier(user: string): PasswordVerifier | undefined {
    return this.#shared.catalog.passwordVerifier(user);
  }

  hasDatabase(name: string): boolean {
    return this.#shared.catalog.hasDatabase(name);
  }

  async openSession(request: SessionRequest): Promise<Session> {
    if (this.#closing)
      throw fail('cannot_connect_now', 'the database system is shutting down', { severity: 'FATAL' });
    return openSession(this.#shared, request, this.#connectionsMax);
  }

  cancel(pid: number, secret: number): void {
    const session = this.#shared.sessions.get(pid);
    if (session?.secret === secret) session.cancel();
  }

  recordConnectionEvent(event: string, request: Partial<SessionRequest>, pid: number): void {
    this.#shared.history.connectionEvent(event, request, pid);
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await (await this.copyJobs)?.close();
    for (const session of [...this.#shared.sessions.all()] as WarehouseSession[]) {
      session.terminate(terminated());
      await session[Symbol.asyncDispose]();
    }
    await this.#shared.history.close();
    await this.#shared.engine.close();
    this.#release();
  }

  /** The administrator's password is the one given at this start. */
  async setFirstPassword(first: FirstUser): Promise<void> {
    const known = this.passwordVerifier(first.name);
    if (!known || known.md5 === first.verifier.md5) return;
    const catalog = this.#shared.catalog.begin();
    const user = catalog.user(first.name);
    if (!user) return;
    const connection = await this.#shared.engine.connect();
    await connection.run('BEGIN');
    for (const sql of catalog.putUser({ ...user, verifier: first.verifier })) await connection.run(sql);
    await connection.run('COMMIT');
    catalog.commit();
    await connection.close();
  }
}
