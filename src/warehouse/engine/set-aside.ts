import { DuckDBLogicalType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';

/** Up to so many chunks (2048 rows each) wait in memory; more go to a temporary table, which may spill to disk. */
const chunksInMemory = 32;

/** Rows read from the engine before their consumer asked for them, in order. */
export class SetAside {
  readonly #types: string[];
  readonly #helper: () => Promise<duckdb.Connection>;
  readonly #chunks: duckdb.DataChunk[] = [];
  #connection: duckdb.Connection | undefined;
  #appender: duckdb.Appender | undefined;
  #rest: duckdb.Result | undefined;

  constructor(result: duckdb.Result, helper: () => Promise<duckdb.Connection>) {
    this.#types = Array.from({ length: duckdb.column_count(result) }, (_, index) =>
      DuckDBLogicalType.create(duckdb.column_logical_type(result, index)).asType().toString(),
    );
    this.#helper = helper;
  }

  async add(chunk: duckdb.DataChunk): Promise<void> {
    if (!this.#appender && this.#chunks.length < chunksInMemory) {
      this.#chunks.push(chunk);
      return;
    }
    this.#appender ??= await this.#createTable();
    duckdb.append_data_chunk(this.#appender, chunk);
  }

  async complete(): Promise<void> {
    if (!this.#appender || !this.#connection) return;
    duckdb.appender_close_sync(this.#appender);
    const select = await duckdb.prepare(this.#connection, 'SELECT * FROM temp.main.aside');
    this.#rest = await duckdb.execute_prepared_streaming(select);
    duckdb.destroy_prepare_sync(select);
  }

  async next(): Promise<duckdb.DataChunk | undefined> {
    const chunk = this.#chunks.shift() ?? (this.#rest && (await duckdb.fetch_chunk(this.#rest)));
    if (chunk && duckdb.data_chunk_get_size(chunk) > 0) return chunk;
    this.close();
    return undefined;
  }

  close(): void {
    this.#rest = undefined;
    this.#chunks.length = 0;
    if (this.#connection) duckdb.disconnect_sync(this.#connection);
    this.#connection = undefined;
  }

  async #createTable(): Promise<duckdb.Appender> {
    this.#connection = await this.#helper();
    const columns = this.#types.map((type, index) => `c${index} ${type}`).join(', ');
    await duckdb.query(this.#connection, `CREATE TEMP TABLE aside (${columns})`);
    return duckdb.appender_create_ext(this.#connection, 'temp', 'main', 'aside');
  }
}
