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
}

/**
 * INSERT of the rows of a source that fit; `noLoad` counts them only. Each field is converted once: where a value came out
 * of all of them the row fits, and only the others are looked at again, as far as they have no value. The recorder is
 * told of a row that does not fit and leaves it out, or ends the statement. Being volatile, it keeps the engine from
 * moving the filter below the projection, where all would be converted twice.
 */
export function insertText({ target, conversions }: LoadSql, source: RowSource, noLoad: boolean): string {
  const values = conversions.map(({ strict }, index) => `${strict('NULL')} AS v${index + 1}`);
  const rows = `(SELECT ${values.join(', ')}, ${fieldNames(conversions)}, ${source.place} AS place FROM ${source.from})`;
  const fitting = `${rows} AS converted WHERE ${checkText(conversions, source)}`;
  if (noLoad) return `SELECT count(*) FROM ${fitting}`;
  const columns = [...target.columns, ...target.defaulted.map(({ column }) => column)];
  const items = [
    ...conversions.map((_, index) => `v${index + 1}`),
    ...target.defaulted.map(({ sql }) => sql),
  ];
  return `${intoSql(target.table, columns)} SELECT ${items.join(', ')} FROM ${fitting}`;
}

function checkText(conversions: FieldConversion[], { recorder }: RowSource): string {
  const present = conversions.map((_, index) => `v${index + 1} IS NOT NULL`);
  const acceptable = conversions.map(({ acceptable }, index) => `(${present[index]} OR ${acceptable})`);
  const problems = conversions.map(
    ({ acceptable, problem }, index) =>
      `CASE WHEN ${present[index]} OR ${acceptable} THEN NULL ELSE ${problem} END`,
  );
  const record = `${recordFunction}(${recorder}, place, ${jsonList(fieldNames(conversions))}, ${jsonList(problems.join(', '))})`;
  return `CASE WHEN ${present.join(' AND ')} THEN true WHEN ${acceptable.join(' AND ')} THEN true ELSE ${record} END`;
}

/** A query of the first row of a segment that does not fit: file, line, raw line, then fields and problems as JSON lists. */
export function firstUnfitText({ conversions }: LoadSql, segment: string): string {
  const fits = conversions.map(({ acceptable }) => `(${acceptable}) IS TRUE`);
  const problems = conversions.map(
    ({ problem }, index) => `CASE WHEN NOT (${fits[index]}) THEN ${problem} END`,
  );
  const lists = [fieldNames(conversions), problems.join(', ')].map(jsonList);
  return `SELECT file, line, raw, ${lists.join(', ')} FROM ${segment} AS s WHERE NOT (${fits.join(' AND ')}) ORDER BY file, line LIMIT 1`;
}

function jsonList(items: string): string {
  return `CAST(to_json([${items}]::VARCHAR[]) AS VARCHAR)`;
}

function fieldNames(conversions: FieldConversion[]): string {
  return conversions.map((_, index) => `f${index + 1}`).join(', ');
}
