import { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { fail } from '#base/errors.ts';
import type { EngineConnection, EngineValue } from '#warehouse/engine/engine-connection.ts';
import { engineFailure } from '#warehouse/engine/engine-failure.ts';
import { type EngineParameter, Prepared } from '#warehouse/engine/prepared.ts';
import { allRows, columnWidths } from '#warehouse/engine/row-batch.ts';
import { RowStream } from '#warehouse/engine/row-stream.ts';
import type { RowBatch } from '#warehouse/result.ts';

/**
 * A connection to the engine. Callers take turns: one call at a time, except `interrupt`. A result that is still
 * streaming is set aside by the next call, so several results may be read in turns.
 */
export class Connection implements EngineConnection {
  readonly #handle: duckdb.Connection;
  readonly #connect: () => Promise<duckdb.Connection>;
  #streaming: RowStream | undefined;
  #helper: duckdb.Connection | undefined;
  /** Statements of the session's own that wait for the next call. */
  #pending: string[] = [];
  /** The engine still holds a query that was given up. */
  #abandoned = false;

  constructor(handle: duckdb.Connection, connect: () => Promise<duckdb.Connection>) {
    this.#handle = handle;
    this.#connect = connect;
  }

  /** The driver's own connection object, for appenders and functions. */
  get driver(): DuckDBConnection {
    return new DuckDBConnection(this.#handle);
  }

  /** Adds rows to a table in chunks. The caller closes it. */
  appender(catalog: string, schema: string, table: string): duckdb.Appender {
    return duckdb.appender_create_ext(this.#handle, catalog, schema, table);
  }

  /** `kept` is the engine's plan of this text, where there is one. */
  async run(sql: string, parameters: readonly EngineParameter[] = [], kept?: Prepared): Promise<number> {
    return duckdb.rows_changed(await this.#execute(sql, parameters, kept));
  }

  async rows(sql: string): Promise<EngineValue[][]> {
    await this.free();
    const result = new DuckDBMaterializedResult(await this.#query(sql));
    return (await result.getRowsJS()) as EngineValue[][];
  }

  async prepare(sql: string, planOnce = false): Promise<Prepared> {
    await this.free();
    try {
      return new Prepared(sql, await duckdb.prepare(this.#handle, sql), planOnce);
    } catch (error) {
      throw engineFailure(error);
    }
  }

  /** Runs a query whose rows are few to its end. `kept` is the engine's plan of this text, where there is one. */
  async whole(
    sql: string,
    parameters: readonly EngineParameter[] = [],
    kept?: Prepared,
  ): Promise<RowBatch[]> {
    const result = await this.#execute(sql, parameters, kept);
    const widths = kept?.widths ?? columnWidths(result);
    if (kept) kept.widths = widths;
    return allRows(result, widths);
  }

  /** Starts a query; the rows are pulled from the stream. */
  async stream(prepared: Prepared, parameters: readonly EngineParameter[] = []): Promise<RowStream> {
    await this.free();
    try {
      prepared.bind(parameters);
      const result = await duckdb.execute_prepared_streaming(prepared.handle);
      const stream = new RowStream(result, {
        helper: this.#connect,
        reason: () => this.#reasonOfFailure(prepared.sql, parameters),
        interrupt: () => duckdb.interrupt(this.#handle),
        released: (released, how) => this.#released(released, how),
      });
      this.#streaming = stream;
      this.#abandoned = false;
      return stream;
    } catch (error) {
      throw engineFailure(error);
    }
  }

  /** Ends the transaction without anything else before it. Results that are still open must be closed before. */
  async rollback(): Promise<void> {
    await this.#query('ROLLBACK');
  }

  /** A statement that must run before the next one. */
  before(sql: string): void {
    this.#pending.push(sql);
  }

  /** Makes the connection ready for another statement. */
  async free(): Promise<void> {
    const streaming = this.#streaming;
    this.#streaming = undefined;
    await streaming?.setAside();
    for (let sql = this.#pending.shift(); sql !== undefined; sql = this.#pending.shift())
      await this.#query(sql);
  }

  /** Ends a query that was given up while it ran: the engine holds its snapshot until the next statement. */
  async letGo(): Promise<void> {
    if (this.#abandoned) await this.#query('SELECT 1').catch(() => undefined);
  }

  /** How much of the running call is done, 0 to 1, where the engine was told to keep count (`enable_progress_bar`). */
  progress(): number {
    return Math.max(0, duckdb.query_progress(this.#handle).percentage) / 100;
  }

  /** The running call fails; when none runs, nothing happens. */
  interrupt(): void {
    duckdb.interrupt(this.#handle);
    if (this.#helper) duckdb.interrupt(this.#helper);
  }

  async close(): Promise<void> {
    await this.#streaming?.close();
    this.#streaming = undefined;
    duckdb.disconnect_sync(this.#handle);
  }

  async #execute(
    sql: string,
    parameters: readonly EngineParameter[],
    kept: Prepared | undefined,
  ): Promise<duckdb.Result> {
    await this.free();
    if (parameters.length === 0 && !kept) return this.#query(sql);
    const prepared = kept ?? (await this.prepare(sql));
    try {
      this.#abandoned = false;
      prepared.bind(parameters);
      return await duckdb.execute_prepared(prepared.handle);
    } catch (error) {
      throw engineFailure(error);
    } finally {
      if (!kept) prepared.close();
    }
  }

  async #query(sql: string): Promise<duckdb.Result> {
    try {
      this.#abandoned = false;
      return await duckdb.query(this.#handle, sql);
    } catch (error) {
      throw engineFailure(error);
    }
  }

  #released(stream: RowStream, how: 'finished' | 'unfinished'): void {
    if (this.#streaming !== stream) return;
    this.#streaming = undefined;
    this.#abandoned = how === 'unfinished';
  }

  /**
   * The engine's stream ends alike at its end and at an error, and keeps the error's text to itself. The query is run once
   * more, without its rows, to learn it; on a connection of its own, since this one's transaction may be broken.
   */
  async #reasonOfFailure(sql: string, parameters: readonly EngineParameter[]): Promise<Error> {
    const unknown = fail('internal_error', 'The query failed after its first rows were returned.');
    this.#helper = await this.#connect();
    try {
      const prepared = await duckdb.prepare(this.#helper, `EXPLAIN ANALYZE ${sql}`);
      new Prepared(sql, prepared).bind(parameters);
      await duckdb.execute_prepared(prepared);
      return unknown;
    } catch (error) {
      const text = error instanceof Error ? error.message : '';
      return /^(Catalog|Binder) Error/.test(text) ? unknown : engineFailure(error);
    } finally {
      duckdb.disconnect_sync(this.#helper);
      this.#helper = undefined;
    }
  }
}
