import duckdb from '@duckdb/node-bindings';
import { fail } from '#base/errors.ts';
import { columnWidths, rowBatch } from '#warehouse/engine/row-batch.ts';
import { SetAside } from '#warehouse/engine/set-aside.ts';
import type { RowBatch } from '#warehouse/result.ts';

/** What a stream needs of the connection that it occupies. */
export interface StreamOwner {
  /** A second connection, to keep rows that nobody has asked for yet. */
  helper(): Promise<duckdb.Connection>;
  /** Finds out why the query failed after its first rows: the engine's streams end without saying so. */
  reason(): Promise<Error>;
  /** Makes the engine stop what it is doing for this connection. */
  interrupt(): void;
  /** The connection is free again; an unfinished query is held by the engine until the next statement. */
  released(stream: RowStream, how: 'finished' | 'unfinished'): void;
}

/**
 * The rows of a running query, one batch ahead of the consumer. The engine runs one query at a time on a connection, so
 * another statement first sets the rest of this one aside.
 */
export class RowStream {
  readonly #result: duckdb.Result;
  readonly #widths: number[];
  readonly #owner: StreamOwner;
  #ahead: Promise<duckdb.DataChunk | undefined> | undefined;
  #aside: SetAside | undefined;
  #state: 'open' | 'ended' | 'closed' = 'open';

  constructor(result: duckdb.Result, owner: StreamOwner) {
    this.#result = result;
    this.#widths = columnWidths(result);
    this.#owner = owner;
    this.#readAhead();
  }

  /** The next batch; undefined at the end. Throws what ended the query. */
  async next(): Promise<RowBatch | undefined> {
    if (this.#state === 'closed') {
      throw fail('invalid_cursor_name', 'the result was closed when its transaction ended');
    }
    const chunk = this.#aside ? await this.#aside.next() : await this.#fromEngine();
    return chunk && rowBatch(chunk, duckdb.data_chunk_get_size(chunk), this.#widths);
  }

  /** Keeps the rest elsewhere, so that the connection is free for another statement. */
  async setAside(): Promise<void> {
    if (this.#state !== 'open' || this.#aside) return;
    const aside = new SetAside(this.#result, () => this.#owner.helper());
    for (let chunk = await this.#fromEngine(); chunk; chunk = await this.#fromEngine()) {
      await aside.add(chunk);
    }
    await aside.complete();
    this.#aside = aside;
  }

  /** Gives up the rest. The connection must run another statement before the engine lets go of the query. */
  async close(): Promise<void> {
    const unfinished = this.#state === 'open';
    this.#state = 'closed';
    if (unfinished && !this.#aside) this.#owner.interrupt();
    await this.#ahead?.catch(() => undefined);
    this.#ahead = undefined;
    this.#aside?.close();
    if (unfinished) this.#owner.released(this, 'unfinished');
  }

  get ended(): boolean {
    return this.#state !== 'open';
  }

  async #fromEngine(): Promise<duckdb.DataChunk | undefined> {
    const chunk = await this.#ahead;
    if (chunk) {
      this.#readAhead();
      return chunk;
    }
    this.#ahead = undefined;
    if (this.#state !== 'open') return undefined;
    this.#state = 'ended';
    this.#owner.released(this, 'finished');
    if (duckdb.result_return_type(this.#result) === duckdb.ResultType.INVALID)
      throw await this.#owner.reason();
    return undefined;
  }

  #readAhead(): void {
    const ahead = duckdb.fetch_chunk(this.#result).then((chunk) => {
      return chunk && duckdb.data_chunk_get_size(chunk) > 0 ? chunk : undefined;
    });
    // The one who awaits it sees its error; until then it must not count as unhandled.
    ahead.catch(() => undefined);
    this.#ahead = ahead;
  }
}
