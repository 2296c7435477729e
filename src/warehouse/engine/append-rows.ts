import { setImmediate } from 'node:timers/promises';
import type { Relation } from '#sql/catalog-reader.ts';
import type { BulkValue, ModifyPlan } from '#sql/plan.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { engineFailure } from '#warehouse/engine/engine-failure.ts';

/** Other sessions get a turn after so many rows. */
const rowsPerTurn = 2000;

/** Adds constant rows through the engine's appender, which spares it the reading of literals. */
export async function appendRows(
  connection: Connection,
  target: Relation,
  bulk: NonNullable<ModifyPlan['bulk']>,
  signal: AbortSignal,
): Promise<number> {
  await connection.free();
  const { catalog, schema, table } = engineName(target);
  // Columns of the table in their order, by where their value stands in a row.
  const positions = target.columns.map((column) => bulk.columns.indexOf(column.name));
  try {
    const appender = await connection.driver.createAppender(table, schema, catalog);
    for (const [index, row] of bulk.rows.entries()) {
      for (const position of positions) {
        if (position < 0) appender.appendDefault();
        else append(appender, row[position] ?? null);
      }
      appender.endRow();
      if (index % rowsPerTurn === rowsPerTurn - 1) {
        appender.flushSync();
        await setImmediate();
        signal.throwIfAborted();
      }
    }
    appender.closeSync();
  } catch (error) {
    signal.throwIfAborted();
    throw engineFailure(error);
  }
  return bulk.rows.length;
}

interface Appender {
  appendNull(): void;
  appendBoolean(value: boolean): void;
  appendVarchar(value: string): void;
}

/** Text is converted by the engine to the column's type. */
function append(appender: Appender, value: BulkValue): void {
  if (value === null) appender.appendNull();
  else if (typeof value === 'boolean') appender.appendBoolean(value);
  else appender.appendVarchar(String(value));
}

/** The parts of `warehouse.tables."t_1"`. */
function engineName(relation: Relation): { catalog: string; schema: string; table: string } {
  const [, catalog, schema, table] = /^(\w+)\.(\w+)\."((?:[^"]|"")*)"$/.exec(relation.source ?? '') ?? [];
  if (!catalog || !schema || table === undefined)
    throw new Error(`${relation.name} is not a table of the engine`);
  return { catalog, schema, table: table.replaceAll('""', '"') };
}
