import type { Log } from '#base/log.ts';
import { engineType } from '#sql/engine-type.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { LogBuffer, type LogRow } from '#warehouse/history/log-buffer.ts';
import {
  type LiveRelationName,
  type LiveValue,
  liveRelations,
} from '#warehouse/system-relations/live-relations.ts';

const flushEveryMs = 1000;
const rowsPerFlush = 5000;
/** Redshift keeps its logs for 7 days. */
const retention = "INTERVAL '7 days'";
/** No log keeps more rows than about this, however fast they come; looked at after every so many. */
const rowsMax = 1_000_000n;
const rowsPerTrim = 100_000n;
const stored = {
  statements: 'started',
  transactions: 'started',
  connections: 'record_time',
  session_history: 'started',
  conflicts: 'aborted',
  loads: 'started',
  load_files: 'started',
  load_errors: 'started',
  load_error_fields: 'started',
  load_replacements: 'started',
  unloads: 'started',
  unload_files: 'started',
  copy_job_messages: 'record_time',
} as const satisfies Partial<Record<LiveRelationName, string>>;
export type StoredLog = keyof typeof stored;

/** The log database: written in the background, never on the path of a statement. */
export class LogStore {
  readonly buffers: Record<StoredLog, LogBuffer>;
  readonly #connection: Connection;
  readonly #log: Log;
  readonly #timer: NodeJS.Timeout;
  #flushing: Promise<void> | undefined;

  static async open(connection: Connection, log: Log): Promise<LogStore> {
    const firsts = {} as Record<StoredLog, bigint>;
    for (const [name, time] of Object.entries(stored) as [StoredLog, string][]) {
      const { columns } = liveRelations[name];
      const declared = columns.map((column) => `${column.name} ${engineType(column.type)}`).join(', ');
      await connection.run(`CREATE TABLE IF NOT EXISTS log.main."${name}" (sequence BIGINT, ${declared})`);
      await connection.run(`DELETE FROM log.main."${name}" WHERE ${time} < now()::TIMESTAMP - ${retention}`);
      const [row] = await connection.rows(`SELECT coalesce(max(sequence), 0) + 1 FROM log.main."${name}"`);
      firsts[name] = row?.[0] as bigint;
    }
    return new LogStore(connection, log, firsts);
  }

  private constructor(connection: Connection, log: Log, firsts: Record<StoredLog, bigint>) {
    this.#connection = connection;
    this.#log = log;
    const names = Object.keys(stored) as StoredLog[];
    this.buffers = Object.fromEntries(
      names.map((name) => [name, new LogBuffer(name, firsts[name])]),
    ) as Record<StoredLog, LogBuffer>;
    this.#timer = setInterval(() => this.flush(), flushEveryMs);
    this.#timer.unref();
  }

  /** The highest value that a column of a log has, to go on counting after it. */
  async highest(name: StoredLog, column: string): Promise<bigint> {
    const [row] = await this.#connection.rows(
      `SELECT CAST(coalesce(max(${column}), 0) AS BIGINT) FROM log.main."${name}"`,
    );
    return row?.[0] as bigint;
  }

  flush(): Promise<void> {
    this.#flushing ??= this.#flushAll()
      .catch((error) => this.#log.error('the log database could not be written', { error }))
      .finally(() => {
        this.#flushing = undefined;
      });
    return this.#flushing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flushing;
    await this.flush();
    await this.#connection.close();
  }

  async #flushAll(): Promise<void> {
    for (const buffer of Object.values(this.buffers)) {
      // What is there now; rows that come meanwhile wait for the next time.
      for (let left = buffer.pending.length; left > 0; ) {
        const rows = buffer.pending.slice(0, Math.min(left, rowsPerFlush));
        await this.#connection.run(insertText(buffer.name), [rowsText(rows)]);
        buffer.flushed(rows.length);
        left -= rows.length;
        await this.#trim(buffer.name, rows);
      }
    }
  }

  async #trim(name: LiveRelationName, rows: LogRow[]): Promise<void> {
    const last = rows.at(-1)?.sequence ?? 0n;
    if (last <= rowsMax || last % rowsPerTrim >= rows.length) return;
    await this.#connection.run(`DELETE FROM log.main."${name}" WHERE sequence <= ${last - rowsMax}`);
  }
}

/** Rows go to the engine as one JSON text: its appender is faster, but keeps this thread while it stores. */
function insertText(name: LiveRelationName): string {
  const types = ['BIGINT', ...liveRelations[name].columns.map((column) => engineType(column.type))];
  const items = types.map((type, index) => fieldSql(`fields[${index + 1}]`, type)).join(', ');
  const rows = `SELECT unnest(from_json(CAST($1 AS VARCHAR), '[["VARCHAR"]]')) AS fields`;
  return `INSERT INTO log.main."${name}" SELECT ${items} FROM (${rows})`;
}

/** Times come as µs since 1970. */
function fieldSql(field: string, type: string): string {
  return type === 'TIMESTAMP' ? `make_timestamp(CAST(${field} AS BIGINT))` : `CAST(${field} AS ${type})`;
}

function rowsText(rows: LogRow[]): string {
  return JSON.stringify(rows.map(({ sequence, values }) => [String(sequence), ...values.map(fieldText)]));
}

function fieldText(value: LiveValue): string | null {
  if (value === null) return null;
  const text = String(value);
  // The engine's JSON knows no zero byte.
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
