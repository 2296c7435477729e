import duckdb from '@duckdb/node-bindings';

/** A parameter as text, for the engine to convert to the type that the statement gives it. */
export type EngineParameter = string | null;

/** A statement that the engine has planned. It belongs to one connection and must be closed before it. */
export class Prepared {
  readonly sql: string;
  readonly handle: duckdb.PreparedStatement;

  constructor(sql: string, handle: duckdb.PreparedStatement) {
    this.sql = sql;
    this.handle = handle;
  }

  bind(parameters: readonly EngineParameter[]): void {
    if (parameters.length === 0) return;
    // A text that is one of several for a statement may leave some of the statement's parameters out.
    for (let index = 1; index <= duckdb.nparams(this.handle); index++) {
      const value = parameters[Number(duckdb.parameter_name(this.handle, index)) - 1] ?? null;
      if (value === null) duckdb.bind_null(this.handle, index);
      else duckdb.bind_varchar(this.handle, index, value);
    }
  }

  close(): void {
    duckdb.destroy_prepare_sync(this.handle);
  }
}
