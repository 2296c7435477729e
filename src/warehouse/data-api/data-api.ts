import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { RedshiftError } from '#base/errors.ts';
import type { Log } from '#base/log.ts';
import type { Connector, DatabaseUser } from '#warehouse/data-api/connector.ts';
import { DataApiError, invalid, notFound } from '#warehouse/data-api/data-api-error.ts';
import { errorText } from '#warehouse/data-api/error-text.ts';
import { KeptSessions } from '#warehouse/data-api/kept-sessions.ts';
import type { DataApiLimits } from '#warehouse/data-api/limits.ts';
import { CatalogQueries } from '#warehouse/data-api/metadata/catalog-queries.ts';
import {
  checkParameterUse,
  type NumberedSql,
  numberParameters,
} from '#warehouse/data-api/named-parameters.ts';
import { PageTokens } from '#warehouse/data-api/page-token.ts';
import type { RowTextOf } from '#warehouse/data-api/results/row-text.ts';
import { RunningStatement } from '#warehouse/data-api/running-statement.ts';
import type { SessionRecord } from '#warehouse/data-api/session-record.ts';
import { Slots } from '#warehouse/data-api/slots.ts';
import {
  type ExecutionMode,
  isOver,
  type Owner,
  type Parameter,
  type StatementRecord,
  type Target,
} from '#warehouse/data-api/statement-record.ts';
import type { Filter, Listed, StatementStore } from '#warehouse/data-api/statement-store.ts';

/** Told of each statement's end for which an event was asked. */
export type StatementEnded = (record: StatementRecord) => void;

export interface StatementRequest {
  owner: Owner;
  sqls: string[];
  /** Undefined for a statement that is no batch. */
  executionMode?: ExecutionMode | undefined;
  /** Where it runs: a session that was kept, or a connection of its own. */
  place: { sessionId: string } | { target: Target; user: DatabaseUser };
  name?: string | undefined;
  parameters?: Parameter[] | undefined;
  resultFormat: 'JSON' | 'CSV';
  keepAliveSeconds?: number | undefined;
  withEvent: boolean;
  clientToken?: string | undefined;
}

export interface DataApiParts {
  store: StatementStore;
  /** Of the pages of results. */
  resultsFolder: string;
  connector: Connector;
  rowTextOf: RowTextOf;
  limits: DataApiLimits;
  ended: StatementEnded;
  log: Log;
}

const requestsKept = 8 * 60 * 60_000;

/** Statements that clients give over HTTP and ask about later; what is behind the Data API's operations. */
export class DataApi {
  readonly tokens: PageTokens;
  readonly #parts: DataApiParts;
  readonly #running = new Map<string, RunningStatement>();
  readonly #sessions: KeptSessions;
  readonly #slots: Slots;
  #closing = false;

  constructor(parts: DataApiParts) {
    this.#parts = parts;
    this.tokens = new PageTokens(parts.store.pageKey);
    this.#sessions = new KeptSessions(parts.store, parts.limits.sessionsMax);
    this.#slots = new Slots(parts.limits.concurrentMax);
  }

  /** Accepts a statement and begins it. A request that repeats another's token gets that one's statement. */
  submit(request: StatementRequest): StatementRecord {
    if (this.#closing) throw invalid('The warehouse is stopping.');
    const { owner, clientToken } = request;
    const token = clientToken === undefined ? undefined : { text: clientToken, requestHash: hashOf(request) };
    const repeated = token && this.#repeated(owner, token);
    if (repeated) return repeated;
    const parameters = request.parameters ?? [];
    for (const sql of request.sqls) this.#checkSize(sql);
    const texts = request.sqls.map((sql) => numberParameters(sql, parameters));
    checkParameterUse(parameters, texts);
    const { activeMax } = this.#parts.limits;
    if (this.#running.size >= activeMax) {
      throw new DataApiError(
        'ActiveStatementsExceededException',
        `The maximum number of active statements (${activeMax}) was reached.`,
      );
    }
    const id = randomUUID();
    const session = this.#takeSession(request, id);
    const record = newRecord(request, id, session);
    this.#parts.store.add(record, token);
    this.#start(record, texts, request);
    return record;
  }

  /** Throws ResourceNotFoundException for an unknown statement and for another's alike. */
  find(id: string, owner: Owner): StatementRecord {
    const record = this.#running.get(id)?.record ?? this.#parts.store.statement(id);
    const kept =
      record && (!isOver(record.status) || record.updatedAt > Date.now() - this.#parts.limits.keptMs);
    if (!kept || record.owner.role !== owner.role) throw notFound(`Query does not exist.`, id);
    return record;
  }

  /** Waits for a statement's end, for some seconds at most. Throws ActiveWaitingRequestsExceededException. */
  async wait(id: string, seconds: number | undefined): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined || seconds === undefined) return;
    const { waitingMax } = this.#parts.limits;
    if (running.waiting >= waitingMax) {
      throw new DataApiError(
        'ActiveWaitingRequestsExceededException',
        `The maximum number of requests that wait for the statement (${waitingMax}) was reached.`,
      );
    }
    running.waiting++;
    const time = Promise.withResolvers<void>();
    const timer = setTimeout(time.resolve, seconds * 1000);
    await Promise.race([running.ended, time.promise]);
    clearTimeout(timer);
    running.waiting--;
  }

  /** Stops a statement that has not ended. Throws ValidationException where it has. */
  cancel(id: string, owner: Owner): void {
    const record = this.find(id, owner);
    const running = this.#running.get(id);
    if (running === undefined) {
      throw invalid(
        `Could not cancel a query that is already in ${record.status} state, you can only cancel a query that is running or waiting.`,
      );
    }
    running.cancel('user');
  }

  /** Asks the catalog in a session of its own. Throws DatabaseConnectionException where none can be opened. */
  async inCatalog<Answer>(
    database: string,
    user: DatabaseUser,
    ask: (queries: CatalogQueries) => Promise<Answer>,
  ): Promise<Answer> {
    const session = await this.#parts.connector.open(database, user).catch((error) => {
      throw new DataApiError('DatabaseConnectionException', errorText(error));
    });
    try {
      return await ask(new CatalogQueries(session, this.#parts.rowTextOf));
    } catch (error) {
      throw error instanceof RedshiftError ? invalid(errorText(error)) : error;
    } finally {
      await session[Symbol.asyncDispose]();
    }
  }

  resultPath(id: string, partIndex: number): string {
    return join(this.#parts.resultsFolder, `${id}.${partIndex + 1}`);
  }

  statements(filter: Filter): Listed<StatementRecord>[] {
    const listed = this.#parts.store.statements(filter);
    return listed.map(({ number, row }) => ({ number, row: this.#running.get(row.id)?.record ?? row }));
  }

  sessions(filter: Filter): Listed<SessionRecord>[] {
    return this.#parts.store.sessions(filter);
  }

  /** Of the caller's role. */
  sessionById(id: string, owner: Owner): SessionRecord | undefined {
    const record = this.#parts.store.session(id);
    return record?.owner.role === owner.role ? record : undefined;
  }

  /** Stops what runs, which then has failed, and closes all sessions. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = [...this.#running.values()];
    for (const statement of running) statement.cancel('shutdown');
    await Promise.all(running.map(({ ended }) => ended));
    await this.#sessions.closeAll();
    this.#parts.store.close();
  }

  #repeated(owner: Owner, token: { text: string; requestHash: string }): StatementRecord | undefined {
    const known = this.#parts.store.byToken(owner.role, token.text, Date.now() - requestsKept);
    if (known === undefined) return undefined;
    if (known.requestHash !== token.requestHash) {
      throw invalid('The ClientToken was used for another request before.');
    }
    return this.find(known.id, owner);
  }

  #checkSize(sql: string): void {
    const { sqlBytesMax } = this.#parts.limits;
    if (Buffer.byteLength(sql) <= sqlBytesMax) return;
    throw invalid(`The SQL statement is larger than ${sqlBytesMax} bytes.`);
  }

  #takeSession(request: StatementRequest, statementId: string): SessionRecord | undefined {
    const { place, owner, keepAliveSeconds } = request;
    if ('sessionId' in place) {
      const session = this.#sessions.available(place.sessionId, owner);
      this.#sessions.occupy(session.id, statementId, keepAliveSeconds);
      return session;
    }
    if (keepAliveSeconds === undefined) return undefined;
    return this.#sessions.create(owner, place.target, keepAliveSeconds, statementId);
  }

  #start(record: StatementRecord, texts: NumberedSql[], { place }: StatementRequest): void {
    const { connector, store, rowTextOf, limits, log, ended } = this.#parts;
    const { database } = record.target;
    const user = 'user' in place ? place.user : { name: record.target.dbUser };
    const { sessionId } = record;
    const running = new RunningStatement(record, texts, {
      // A kept session may hold locks that others wait for: it must not wait behind them.
      turn: async (signal) => (sessionId === undefined ? this.#slots.take(signal) : () => undefined),
      open: () =>
        sessionId === undefined
          ? connector.open(database, user)
          : this.#sessions.session(sessionId, (onTerminate) => connector.open(database, user, onTerminate)),
      done: async (session) =>
        sessionId === undefined ? session?.[Symbol.asyncDispose]() : this.#sessions.release(sessionId),
      changed: (_, over) => {
        store.update(record);
        if (!over) return;
        this.#running.delete(record.id);
        if (record.withEvent) ended(record);
      },
      resultPath: (index) => this.resultPath(record.id, index),
      rowTextOf,
      resultBytesMax: limits.resultBytesMax,
      log,
    });
    this.#running.set(record.id, running);
  }
}

function newRecord(
  request: StatementRequest,
  id: string,
  session: SessionRecord | undefined,
): StatementRecord {
  const now = Date.now();
  const { owner, place, name, parameters, executionMode, resultFormat, withEvent } = request;
  const target = 'target' in place ? place.target : session?.target;
  if (target === undefined) throw new Error('a statement without a target');
  return {
    id,
    owner,
    target,
    ...(name === undefined ? {} : { name }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(executionMode === undefined ? {} : { executionMode }),
    ...(session === undefined ? {} : { sessionId: session.id }),
    resultFormat,
    withEvent,
    status: 'SUBMITTED',
    createdAt: now,
    updatedAt: now,
    pid: 0,
    parts: request.sqls.map((sql) => ({
      sql,
      status: 'SUBMITTED',
      createdAt: now,
      updatedAt: now,
      duration: -1,
      rows: -1,
      size: -1,
      queryId: -1,
    })),
  };
}

function hashOf({ clientToken: _, ...request }: StatementRequest): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
