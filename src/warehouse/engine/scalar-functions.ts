import * as types from '@duckdb/node-api';
import {
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { RedshiftError } from '#base/errors.ts';
import { runtimeErrorMark } from '#sql/engine/runtime-error.ts';
import {
  type ScalarFunction,
  type ScalarType,
  type ScalarValue,
  scalarFunctions,
} from '#sql/engine/scalar-functions.ts';

const engineTypes: Record<ScalarType, DuckDBType> = {
  VARCHAR: types.VARCHAR,
  BLOB: types.BLOB,
  BIGINT: types.BIGINT,
  INTEGER: types.INTEGER,
  DOUBLE: types.DOUBLE,
  BOOLEAN: types.BOOLEAN,
};

/** Makes the functions that are written in TypeScript callable from SQL, on all connections. */
export function registerScalarFunctions(connection: DuckDBConnection): void {
  for (const declared of scalarFunctions) connection.registerScalarFunction(engineFunction(declared));
}

function engineFunction(declared: ScalarFunction): DuckDBScalarFunction {
  const call = declared.call as (...args: ScalarValue[]) => ScalarValue | null;
  return DuckDBScalarFunction.create({
    name: declared.name,
    parameterTypes: declared.args.map((type) => engineTypes[type]),
    returnType: engineTypes[declared.returns],
    mainFunction: (_info, input, output) => {
      const columns = declared.args.map((_, index) => input.getColumnVector(index));
      for (let row = 0; row < input.rowCount; row++) {
        const args = columns.map((column) => fromEngine(column.getItem(row)));
        const value = args.includes(null) ? null : named(() => call(...(args as ScalarValue[])));
        output.setItem(row, toEngine(value));
      }
      output.flush();
    },
  });
}

/** An error of ours travels through the engine as text, marked so that it is recognised on the way out. */
function named<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof RedshiftError) throw new Error(`${runtimeErrorMark}${error.code}:${error.message}`);
    throw error;
  }
}

function fromEngine(value: DuckDBValue): ScalarValue | null {
  return value instanceof types.DuckDBBlobValue ? value.bytes : (value as ScalarValue | null);
}

function toEngine(value: ScalarValue | null): DuckDBValue {
  return value instanceof Uint8Array ? new types.DuckDBBlobValue(value) : value;
}
