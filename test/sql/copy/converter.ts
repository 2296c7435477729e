import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldConversion } from '#sql/copy/convert-field.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';
import type { Outcome } from './conversion-case-file.ts';

/** Converts fields on the engine, both ways that COPY does it, which must agree. */
export async function convert(
  connection: DuckDBConnection,
  fields: readonly (string | null)[],
  type: SqlType,
  notNull: boolean,
  options: ConversionOptions,
): Promise<Outcome[]> {
  const { value, acceptable, problem, strict } = fieldConversion(
    'field',
    { name: 'c', type, notNull },
    options,
  );
  await connection.run('CREATE OR REPLACE TEMP TABLE fields (place INTEGER, field VARCHAR)');
  const places = fields.map((_, place) => `(${place}, $${place + 1})`).join(', ');
  await connection.run(`INSERT INTO fields VALUES ${places}`, [...fields]);
  const reader = await connection.run(
    `SELECT ${acceptable}, CAST(${value} AS VARCHAR), CASE WHEN NOT ${acceptable} THEN ${problem} END,
       CAST(${strict('NULL')} AS VARCHAR) FROM fields ORDER BY place`,
  );
  const rows = (await reader.getRows()) as [boolean | null, string | null, string | null, string | null][];
  return rows.map(([isAcceptable, text, reason, strictText], place) => {
    if (isAcceptable === null) throw new Error(`acceptable is NULL for ${JSON.stringify(fields[place])}`);
    const expected = isAcceptable ? text : null;
    if (strictText !== expected) {
      throw new Error(`${JSON.stringify(fields[place])} is ${expected}, strictly ${strictText}`);
    }
    return isAcceptable ? { value: text } : { problem: String(reason) };
  });
}
