import { setImmediate } from 'node:timers/promises';
import duckdb from '@duckdb/node-bindings';
import type { Relation } from '#sql/catalog-reader.ts';
import { engineType } from '#sql/engine-type.ts';
import type { BulkValue, ModifyPlan } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { engineFailure } from '#warehouse/engine/engine-failure.ts';
import { chunkRows, TextChunk } from '#warehouse/engine/text-chunk.ts';

type Bulk = NonNullable<ModifyPlan['bulk']>;

/** The parts of `warehouse.tables."t_1"`. */
interface EngineName {
  catalog: string;
  schema: string;
  table: string;
}

/**
 * Adds constant rows through the engine's appender, which spares it the reading of literals. Where columns are
 * computed, the rows pass through a temporary table, from which one INSERT takes them.
 */
export async function appendRows(
  connection: Connection,
  target: Relation,
  bulk: Bulk,
  signal: AbortSignal,
): Promise<number> {
  await connection.free();
  // Columns of the table in their order, by where their value stands in a row. What is not there is NULL: constant
  // defaults are among the values.
  const positions = target.columns.map((column) => bulk.columns.indexOf(column.name));
  if (bulk.computed.length === 0) await append(connection, engineName(target), positions, bulk, signal);
  else await appendComputed(connection, target, bulk, signal);
  return bulk.rowCount;
}

const staging = { catalog: 'temp', schema: 'main', table: 'bulk_rows' };

async function appendComputed(
  connection: Connection,
  target: Relation,
  bulk: Bulk,
  signal: AbortSignal,
): Promise<void> {
  const computed = new Map(bulk.computed.map(({ column, sql }) => [column, sql]));
  const direct = bulk.columns.filter((column) => !computed.has(column)).map(quoteIdentifier);
  const columns = [...direct, ...[...computed.keys()].map(quoteIdentifier)];
  const values = [...direct, ...computed.values()];
  const place = `${staging.catalog}.${staging.schema}.${staging.table}`;
  const staged = bulk.columns.map((column, i) => `${quoteIdentifier(column)} ${engineType(bulk.types[i]!)}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${staging.table} (${staged.join(', ')})`);
  try {
    await append(connection, staging, [...bulk.columns.keys()], bulk, signal);
    await connection.run(
      `INSERT INTO ${target.source} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${place}`,
    );
  } finally {
    // After an error the transaction takes the table away.
    await connection.run(`DROP TABLE IF EXISTS ${place}`).catch(() => {});
  }
}

async function append(
  connection: Connection,
  { catalog, schema, table }: EngineName,
  positions: number[],
  { rows }: Bulk,
  signal: AbortSignal,
): Promise<void> {
  try {
    const appender = connection.appender(catalog, schema, table);
    const chunk = new TextChunk(positions.length);
    for (const part of parts(rows, chunkRows)) {
      chunk.reset(part.length);
      positions.forEach((position, column) => {
        chunk.fill(column, part.length, (row) => textOf(part[row]![position]));
      });
      duckdb.append_data_chunk(appender, chunk.chunk);
      // Other sessions get a turn.
      await setImmediate();
      signal.throwIfAborted();
    }
    duckdb.appender_close_sync(appender);
  } catch (error) {
    signal.throwIfAborted();
    throw engineFailure(error);
  }
}

/** Rows in parts of `size`; the last may have fewer. */
function* parts(rows: Iterable<BulkValue[]>, size: number): Generator<BulkValue[][], undefined> {
  let part: BulkValue[][] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** The engine converts text to the column's type. */
function textOf(value: BulkValue | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}

function engineName(relation: Relation): EngineName {
  const [, catalog, schema, table] = /^(\w+)\.(\w+)\."((?:[^"]|"")*)"$/.exec(relation.source ?? '') ?? [];
  if (!catalog || !schema || table === undefined)
    throw new Error(`${relation.name} is not a table of the engine`);
  return { catalog, schema, table: table.replaceAll('""', '"') };
}
