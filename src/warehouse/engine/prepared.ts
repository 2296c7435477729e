import duckdb from '@duckdb/node-bindings';

/** A parameter as text, for the engine to convert to the type that the statement gives it. */
export type EngineParameter = string | null;

/**
 * A statement that the engine has planned. It belongs to one connection and must be closed before it.
 *
 * A value of another type than the engine expects makes it plan the statement anew with the value as a constant. That
 * pays where a table is read, since a constant lets the engine skip rows; elsewhere it costs more than the statement,
 * and with `planOnce` integers are given to the engine as integers.
 */
export class Prepared {
  readonly sql: string;
  readonly handle: duckdb.PreparedStatement;
  /** Bytes of one value of each column, once a result has told. */
  widths: number[] | undefined;
  /** How often its tables had been written when it was planned; the session knows (TableWrites). */
  tableWrites: number | undefined;
  readonly #planOnce: boolean;

  constructor(sql: string, handle: duckdb.PreparedStatement, planOnce = false) {
    this.sql = sql;
    this.handle = handle;
    this.#planOnce = planOnce;
  }

  bind(parameters: readonly EngineParameter[]): void {
    if (parameters.length === 0) return;
    // A text that is one of several for a statement may leave some of the statement's parameters out.
    for (let index = 1; index <= duckdb.nparams(this.handle); index++) {
      const value = parameters[Number(duckdb.parameter_name(this.handle, index)) - 1] ?? null;
      if (value === null) duckdb.bind_null(this.handle, index);
      else if (!this.#planOnce || !this.#bindInteger(index, value))
        duckdb.bind_varchar(this.handle, index, value);
    }
  }

  #bindInteger(index: number, value: string): boolean {
    switch (duckdb.param_type(this.handle, index)) {
      case duckdb.Type.SMALLINT:
        duckdb.bind_int16(this.handle, index, Number(value));
        return true;
      case duckdb.Type.INTEGER:
        duckdb.bind_int32(this.handle, index, Number(value));
        return true;
      case duckdb.Type.BIGINT:
        duckdb.bind_int64(this.handle, index, BigInt(value));
        return true;
      default:
        return false;
    }
  }

  close(): void {
    duckdb.destroy_prepare_sync(this.handle);
  }
}
