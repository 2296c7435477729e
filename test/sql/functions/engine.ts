import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBVector,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { macros } from '#sql/engine/macros.ts';
import { type ScalarFunction, type ScalarType, scalarFunctions } from '#sql/engine/scalar-functions.ts';

const types: Record<ScalarType, DuckDBType> = { VARCHAR, BLOB, BIGINT, INTEGER, DOUBLE, BOOLEAN };

function unwrap(value: unknown): unknown {
  return value instanceof DuckDBBlobValue ? value.bytes : value;
}

function run(definition: ScalarFunction, chunk: DuckDBDataChunk, output: DuckDBVector): void {
  for (let row = 0; row < chunk.rowCount; row += 1) {
    const args = definition.args.map((_, column) => unwrap(chunk.getColumnVector(column).getItem(row)));
    const value = args.includes(null) ? null : definition.call(...(args as never[]));
    (output as unknown as { setItem(row: number, value: unknown): void }).setItem(
      row,
      value instanceof Uint8Array ? new DuckDBBlobValue(value) : value,
    );
  }
  output.flush();
}

/** A bare engine with our macros and functions, for tests of emitted text that need no warehouse. */
export async function openEngine(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const definition of scalarFunctions) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: definition.name,
        parameterTypes: definition.args.map((type) => types[type]),
        returnType: types[definition.returns],
        mainFunction: (_info, chunk, output) => run(definition, chunk, output),
      }),
    );
  }
  await connection.run("SET TimeZone = 'UTC'");
  for (const macro of macros) await connection.run(macro);
  return connection;
}
