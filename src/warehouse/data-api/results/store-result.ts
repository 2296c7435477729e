import type { OutputColumn } from '#sql/plan.ts';
import { ResultFile } from '#warehouse/data-api/results/result-file.ts';
import { csvRows, jsonRows } from '#warehouse/data-api/results/row-format.ts';
import { type RowTextOf, readDataRow } from '#warehouse/data-api/results/row-text.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** Of a page: what GetStatementResult answers at once. */
const pageRowsMax = 1000;
const pageLengthMax = 1024 * 1024;

export interface StoredResult {
  rows: number;
  /** Bytes of the rows as the database sends them. */
  size: number;
}

/** Reads a result to its end into a file of pages; one batch and one page are in memory at a time. */
export async function storeResult(
  result: StatementResult & { columns: OutputColumn[] },
  session: Session,
  rowTextOf: RowTextOf,
  options: { path: string; format: 'JSON' | 'CSV'; bytesMax: number },
): Promise<StoredResult> {
  await using file = new ResultFile(options.path, options.bytesMax);
  const format = options.format === 'JSON' ? jsonRows(result.columns) : csvRows();
  const rowsMax = options.format === 'JSON' ? pageRowsMax : Number.POSITIVE_INFINITY;
  const encoder = rowTextOf(result.columns, session);
  const stored = { rows: 0, size: 0 };
  let page: string[] = [];
  let pageLength = 0;
  const flush = async () => {
    if (page.length > 0) await file.append(format.page(page));
    page = [];
    pageLength = 0;
  };
  const add = async (text: string) => {
    if (page.length > 0 && (page.length >= rowsMax || pageLength + text.length > pageLengthMax))
      await flush();
    page.push(text);
    pageLength += text.length;
  };
  for await (const batch of result.batches) {
    encoder.bind(batch);
    for (let from = 0; from < batch.rowCount; ) {
      const to = encoder.partEnd(from, Math.min(batch.rowCount, from + pageRowsMax));
      const rows = Buffer.allocUnsafe(encoder.bytesMax(from, to));
      const length = encoder.write(from, to, rows);
      for (let at = 0; at < length; ) {
        const { values, end } = readDataRow(rows, at);
        await add(format.row(values));
        at = end;
      }
      stored.rows += to - from;
      // A message's first byte, its kind, is no part of its length.
      stored.size += length - (to - from);
      from = to;
    }
  }
  await flush();
  return stored;
}
