import * as duckdb from '@duckdb/node-api';
import { type DuckDBConnection, DuckDBScalarFunction } from '@duckdb/node-api';
import { recordFunction } from '#warehouse/copy/load-sql.ts';

/** A row whose fields were read and are not what their columns take. */
export interface UnfitRow {
  /** What the source says of it: a path, or a file's number and a line. */
  place: string;
  fields: (string | null)[];
  /** `code|position|reason` for each field that does not fit. */
  problems: (string | null)[];
}

/** Told of each unfit row while the engine runs; throws to end the statement. */
export type RejectListener = (row: UnfitRow) => void;

/**
 * Where the engine reports rows that a load cannot take: a function of the engine, called for those rows alone, so that a
 * clean load pays nothing for it.
 */
export class RejectRecorder {
  readonly #listeners = new Map<bigint, RejectListener>();
  #next = 0n;

  /** Makes the function callable from SQL, on all connections. */
  register(connection: DuckDBConnection): void {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: recordFunction,
        parameterTypes: [duckdb.BIGINT, duckdb.VARCHAR, duckdb.VARCHAR, duckdb.VARCHAR],
        returnType: duckdb.BOOLEAN,
        volatile: true,
        mainFunction: (_info, input, output) => {
          const [ids, places, fields, problems] = [0, 1, 2, 3].map((index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row++) {
            const listener = this.#listeners.get(ids?.getItem(row) as bigint);
            listener?.({
              place: places?.getItem(row) as string,
              fields: JSON.parse(fields?.getItem(row) as string),
              problems: JSON.parse(problems?.getItem(row) as string),
            });
            output.setItem(row, false);
          }
          output.flush();
        },
      }),
    );
  }

  /** The number under which SQL reaches the listener, until `forget`. */
  listen(listener: RejectListener): bigint {
    const id = ++this.#next;
    this.#listeners.set(id, listener);
    return id;
  }

  forget(id: bigint): void {
    this.#listeners.delete(id);
  }
}
