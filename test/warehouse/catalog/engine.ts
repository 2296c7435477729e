import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { EngineConnection, EngineValue } from '#warehouse/engine/engine-connection.ts';

/** A bare engine with `warehouse` attached at `path`, for tests of the catalog below any session. */
export async function openEngine(path = ':memory:') {
  const instance = await DuckDBInstance.create(':memory:');
  const first = await instance.connect();
  await first.run(`ATTACH '${path}' AS warehouse`);
  return {
    connection: plain(first),
    connect: async () => plain(await instance.connect()),
    async close() {
      await first.run('DETACH warehouse');
      instance.closeSync();
    },
  };
}

function plain(connection: DuckDBConnection): EngineConnection {
  return {
    async run(sql) {
      return Number((await connection.run(sql)).rowsChanged);
    },
    async rows(sql) {
      const reader = await connection.runAndReadAll(sql);
      return reader.getRows().map((row: DuckDBValue[]) => row as EngineValue[]);
    },
  };
}
