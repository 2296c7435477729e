import type { NumberedSql } from '#warehouse/data-api/named-parameters.ts';
import { columnMetadata } from '#warehouse/data-api/results/column-metadata.ts';
import type { RowTextOf } from '#warehouse/data-api/results/row-text.ts';
import { type StoredResult, storeResult } from '#warehouse/data-api/results/store-result.ts';
import type { ColumnMetadata } from '#warehouse/data-api/statement-record.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { Session } from '#warehouse/session-interface.ts';

export interface PartOutcome extends StoredResult {
  queryId: number;
  columns?: ColumnMetadata[];
}

/** Runs one SQL text, which must be one statement, to its end. Throws RedshiftError, with all undone that is not in a block. */
export async function runPart(
  session: Session,
  sql: NumberedSql,
  rowTextOf: RowTextOf,
  result: { path: string; format: 'JSON' | 'CSV'; bytesMax: number },
): Promise<PartOutcome> {
  const before = session.lastQueryId;
  let outcome: Omit<PartOutcome, 'queryId'>;
  try {
    const statement = await session.prepare(sql.text, []);
    const running = await session.execute(statement, sql.values, true);
    outcome = await drain(running, session, rowTextOf, result);
  } catch (error) {
    await session.sync(true);
    throw error;
  }
  await session.sync(false);
  const after = session.lastQueryId;
  return { ...outcome, queryId: after === before ? -1 : Number(after) };
}

async function drain(
  running: StatementResult,
  session: Session,
  rowTextOf: RowTextOf,
  result: { path: string; format: 'JSON' | 'CSV'; bytesMax: number },
): Promise<Omit<PartOutcome, 'queryId'>> {
  const { columns } = running;
  if (columns === undefined) {
    for await (const _ of running.batches);
    return { rows: affectedRows(running.tag()), size: 0 };
  }
  const stored = await storeResult({ ...running, columns }, session, rowTextOf, result);
  return { ...stored, columns: columns.map(columnMetadata) };
}

/** `INSERT 0 3` tells of three rows, `CREATE TABLE` of none. */
function affectedRows(tag: string): number {
  return Number(/ (\d+)$/.exec(tag)?.[1] ?? 0);
}
