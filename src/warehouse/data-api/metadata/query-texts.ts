import { type RowTextOf, readDataRow } from '#warehouse/data-api/results/row-text.ts';
import type { Session } from '#warehouse/session-interface.ts';

/** The rows of a short query, as text. Throws RedshiftError. */
export async function queryTexts(
  session: Session,
  rowTextOf: RowTextOf,
  sql: string,
  parameters: string[],
): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  const statement = await session.prepare(sql, []);
  const { columns = [], batches } = await session.execute(statement, parameters, true);
  const encoder = rowTextOf(columns, session);
  for await (const batch of batches) {
    encoder.bind(batch);
    for (let from = 0; from < batch.rowCount; ) {
      const to = encoder.partEnd(from, batch.rowCount);
      const bytes = Buffer.allocUnsafe(encoder.bytesMax(from, to));
      const length = encoder.write(from, to, bytes);
      for (let at = 0; at < length; ) {
        const { values, end } = readDataRow(bytes, at);
        rows.push(values);
        at = end;
      }
      from = to;
    }
  }
  await session.sync(false);
  return rows;
}
