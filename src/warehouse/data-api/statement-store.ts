import { randomBytes } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SessionRecord, SessionStatus } from '#warehouse/data-api/session-record.ts';
import { isOver, type StatementRecord, type StatementStatus } from '#warehouse/data-api/statement-record.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS statements (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, principal TEXT NOT NULL,
    status TEXT NOT NULL, name TEXT NOT NULL, database TEXT NOT NULL, cluster TEXT, workgroup TEXT,
    created INTEGER NOT NULL, updated INTEGER NOT NULL, token TEXT, request_hash TEXT, record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS statements_token ON statements (role, token) WHERE token IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sessions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, principal TEXT NOT NULL,
    status TEXT NOT NULL, database TEXT NOT NULL, cluster TEXT, workgroup TEXT, updated INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS page_key (key BLOB NOT NULL) STRICT;
`;

/** What a listing asks for; undefined is no condition. `before` is a row's number: listings go from new to old. */
export interface Filter {
  role: string;
  principal?: string | undefined;
  status?: readonly (StatementStatus | SessionStatus)[] | undefined;
  namePrefix?: string | undefined;
  database?: string | undefined;
  cluster?: string | undefined;
  workgroup?: string | undefined;
  before?: number | undefined;
  limit: number;
}

/** A row of a listing, with its number for the next page. */
export interface Listed<Row> {
  number: number;
  row: Row;
}

/** Statements and sessions of the Data API in an SQLite database, or with `file` undefined in memory. */
export class StatementStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Signs paging tokens, also those of an earlier start. */
  readonly pageKey: Uint8Array;

  constructor(file: string | undefined) {
    this.#database = new DatabaseSync(file ?? ':memory:');
    // A process that dies loses nothing this way; only a machine that does may lose the last moments.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    this.#database.exec(schema);
    this.#run('INSERT INTO page_key SELECT ? WHERE NOT EXISTS (SELECT 1 FROM page_key)', randomBytes(32));
    this.pageKey = (this.#prepare('SELECT key FROM page_key').get() as { key: Uint8Array }).key;
  }

  /** `token` makes a repeated request find the statement that it began before. */
  add(record: StatementRecord, token?: { text: string; requestHash: string }): void {
    this.#run(
      `INSERT INTO statements (id, role, principal, status, name, database, cluster, workgroup, created, updated, token,
         request_hash, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      record.id,
      record.owner.role,
      record.owner.principal,
      record.status,
      record.name ?? '',
      record.target.database,
      record.target.clusterIdentifier ?? null,
      record.target.workgroupName ?? null,
      record.createdAt,
      record.updatedAt,
      token?.text ?? null,
      token?.requestHash ?? null,
      JSON.stringify(record),
    );
  }

  update(record: StatementRecord): void {
    const { id, status, updatedAt } = record;
    this.#run(
      'UPDATE statements SET status = ?, updated = ?, record = ? WHERE id = ?',
      status,
      updatedAt,
      JSON.stringify(record),
      id,
    );
  }

  statement(id: string): StatementRecord | undefined {
    return parsed<StatementRecord>(this.#prepare('SELECT record FROM statements WHERE id = ?').get(id));
  }

  /** The statement that a request with this token began at `since` or later. */
  byToken(role: string, token: string, since: number): { id: string; requestHash: string } | undefined {
    return this.#prepare(
      `SELECT id, request_hash AS requestHash FROM statements WHERE role = ? AND token = ? AND created >= ?
       ORDER BY number DESC`,
    ).get(role, token, since) as { id: string; requestHash: string } | undefined;
  }

  statements(filter: Filter): Listed<StatementRecord>[] {
    return this.#list('statements', filter);
  }

  /** Statements that were under way when an earlier process ended. */
  unfinished(): StatementRecord[] {
    return this.#prepare(
      "SELECT record FROM statements WHERE status NOT IN ('FINISHED', 'FAILED', 'ABORTED')",
    )
      .all()
      .map((row) => parsed<StatementRecord>(row))
      .filter((record) => record !== undefined && !isOver(record.status)) as StatementRecord[];
  }

  /** Forgets statements and closed sessions that ended before; returns the statements' ids. */
  forget(before: number): string[] {
    this.#run("DELETE FROM sessions WHERE status = 'CLOSED' AND updated < ?", before);
    const rows = this.#prepare(
      `DELETE FROM statements WHERE status IN ('FINISHED', 'FAILED', 'ABORTED') AND updated < ? RETURNING id`,
    ).all(before) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  putSession(record: SessionRecord): void {
    this.#run(
      `INSERT INTO sessions (id, role, principal, status, database, cluster, workgroup, updated, record)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated = excluded.updated, record = excluded.record`,
      record.id,
      record.owner.role,
      record.owner.principal,
      record.status,
      record.target.database,
      record.target.clusterIdentifier ?? null,
      record.target.workgroupName ?? null,
      record.updatedAt,
      JSON.stringify(record),
    );
  }

  session(id: string): SessionRecord | undefined {
    return parsed<SessionRecord>(this.#prepare('SELECT record FROM sessions WHERE id = ?').get(id));
  }

  sessions(filter: Filter): Listed<SessionRecord>[] {
    return this.#list('sessions', filter);
  }

  openSessions(): SessionRecord[] {
    return this.#prepare("SELECT record FROM sessions WHERE status <> 'CLOSED'")
      .all()
      .map((row) => parsed<SessionRecord>(row))
      .filter((record) => record !== undefined);
  }

  close(): void {
    this.#database.close();
  }

  #list<Row>(table: 'statements' | 'sessions', filter: Filter): Listed<Row>[] {
    const conditions = ['role = ?'];
    const values: SQLInputValue[] = [filter.role];
    const where = (condition: string, value: SQLInputValue | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      values.push(value);
    };
    where('principal = ?', filter.principal);
    where('database = ?', filter.database);
    where('cluster = ?', filter.cluster);
    where('workgroup = ?', filter.workgroup);
    where('number < ?', filter.before);
    if (filter.namePrefix !== undefined) where('substr(name, 1, length(?)) = ?', filter.namePrefix);
    if (filter.namePrefix !== undefined) values.push(filter.namePrefix);
    if (filter.status !== undefined)
      where('status IN (SELECT value FROM json_each(?))', JSON.stringify(filter.status));
    const sql = `SELECT number, record FROM ${table} WHERE ${conditions.join(' AND ')} ORDER BY number DESC LIMIT ?`;
    const rows = this.#prepare(sql).all(...values, filter.limit) as { number: number; record: string }[];
    return rows.map(({ number, record }) => ({ number, row: JSON.parse(record) as Row }));
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

function parsed<Row>(row: unknown): Row | undefined {
  return row === undefined ? undefined : (JSON.parse((row as { record: string }).record) as Row);
}
