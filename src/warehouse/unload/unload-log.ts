import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** An object that an UNLOAD stored. */
export interface UnloadedFile {
  slice: number;
  /** Its s3:// address. */
  url: string;
  started: bigint;
  /** Rows of the query, without the line of column names. */
  rows: bigint;
  bytes: number;
}

const formatNames = { text: 'Text', fixedwidth: 'Text', csv: 'CSV', json: 'Json', parquet: 'Parquet' };

/** What an UNLOAD leaves in the logs: a row while it runs, one when it has ended, one for each object stored. */
export class UnloadLog {
  readonly #context: StatementContext;
  readonly #location: string;
  readonly #format: string;
  readonly #compression: string;
  readonly #started = nowMicroseconds();
  #rows = 0n;
  #bytes = 0n;
  #files = 0n;

  constructor(context: StatementContext, options: UnloadOptions) {
    this.#context = context;
    this.#location = `s3://${options.bucket}/${options.prefix}`;
    this.#format = formatNames[options.format.kind];
    this.#compression = options.format.kind === 'parquet' ? 'SNAPPY' : options.compression.toUpperCase();
    context.load.showUnload(() => [this.#row('running', null, null)]);
  }

  stored({ slice, url, started, rows, bytes }: UnloadedFile): void {
    const { load, session } = this.#context;
    this.#rows += rows;
    this.#bytes += BigInt(bytes);
    this.#files++;
    const statement = [session.user.id, load.queryId, load.transactionId, load.pid];
    const times = [started, nowMicroseconds()];
    load.log('unload_files', [...statement, slice, url, ...times, rows, BigInt(bytes), this.#format]);
  }

  completed(): void {
    this.#context.load.log('unloads', this.#row('completed', nowMicroseconds(), null));
  }

  aborted(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#context.load.log('unloads', this.#row('aborted', nowMicroseconds(), message));
  }

  #row(status: string, ended: bigint | null, error: string | null): LiveValue[] {
    const { load, session } = this.#context;
    return [
      session.user.id,
      load.queryId,
      load.transactionId,
      load.pid,
      session.database,
      status,
      this.#started,
      ended,
      this.#format,
      this.#compression,
      this.#location,
      this.#rows,
      this.#files,
      this.#bytes,
      error,
    ];
  }
}
