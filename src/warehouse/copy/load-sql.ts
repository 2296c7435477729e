import type { CopyTarget } from '#sql/bind/copy-target.ts';
import { intoSql } from '#sql/bind/insert.ts';
import { fieldConversion } from '#sql/copy/convert-field.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { FieldConversion } from '#sql/copy/field-conversion.ts';

/** Name of the function that takes rows which are not acceptable (`RejectRecorder`). */
export const recordFunction = 'slipher_record_reject';

export interface LoadSql {
  target: CopyTarget;
  /** The columns' conversions of `f1`, `f2` …. */
  conversions: FieldConversion[];
}

export function loadSql(target: CopyTarget, options: ConversionOptions): LoadSql {
  const conversions = target.columns.map((column, index) =>
    fieldConversion(`f${index + 1}`, column, options),
  );
  return { target, conversions };
}

/** Where rows come from and who is told of those that do not fit. */
export interface RowSource {
  /** DuckDB text for FROM with the fields `f1` … as text. */
  from: string;
  /** Which recorder is told. */
  recorder: bigint;
  /** DuckDB text of a VARCHAR that says which file and line a row is of. */
  place: string;
  /** A row that is not acceptable is left out; otherwise the recorder ends the statement with the first. */
  tolerant: boolean;
}

/**
 * INSERT of the rows of a source; `noLoad` counts them only. A strict load checks in the projection, where it costs least:
 * the recorder throws, and what a column is worth where a row is not acceptable does not matter.
 */
export function insertText({ target, conversions }: LoadSql, source: RowSource, noLoad: boolean): string {
  const check = checkText(conversions, source);
  if (noLoad) return `SELECT count(*) FROM ${source.from} WHERE ${check}`;
  const [first, ...others] = conversions.map(({ value }) => value);
  const filtered = source.tolerant || check === 'true';
  const values = [filtered ? first : `CASE WHEN ${check} THEN ${first} END`, ...others];
  const columns = [...target.columns, ...target.defaulted.map(({ column }) => column)];
  const items = [...values, ...target.defaulted.map(({ sql }) => sql)].join(', ');
  return `${intoSql(target.table, columns)} SELECT ${items} FROM ${source.from}${filtered ? ` WHERE ${check}` : ''}`;
}

function checkText(conversions: FieldConversion[], { recorder, place }: RowSource): string {
  const acceptable = conversions.map((conversion) => conversion.acceptable).filter((test) => test !== 'true');
  if (acceptable.length === 0) return 'true';
  const fields = conversions.map((_, index) => `f${index + 1}`);
  const problems = conversions.map(({ acceptable, problem }) =>
    acceptable === 'true' ? 'NULL' : `CASE WHEN NOT (${acceptable}) THEN ${problem} END`,
  );
  const list = (items: string[]) => `CAST(to_json([${items.join(', ')}]::VARCHAR[]) AS VARCHAR)`;
  const record = `${recordFunction}(${recorder}, ${place}, ${list(fields)}, ${list(problems)})`;
  return `CASE WHEN ${acceptable.map((test) => `(${test})`).join(' AND ')} THEN true ELSE ${record} END`;
}
