import type { CopyTarget } from '#sql/bind/copy-target.ts';
import { intoSql } from '#sql/bind/insert.ts';
import { fieldConversion } from '#sql/copy/convert-field.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { FieldConversion } from '#sql/copy/field-conversion.ts';
import { runtimeErrorMark } from '#sql/engine/runtime-error.ts';
import { quoteLiteral } from '#sql/quote.ts';

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

/** The code under which a strict load raises an unfit row; its message is the row, as JSON in base 64. */
export const unfitRowCode = 'CPROW';
/** Beyond so many columns naming all fields in each column's expression costs more than it saves. */
const strictColumnsMax = 40;

/**
 * INSERT of the rows of a source; `noLoad` counts them only. A tolerant load filters and tells the recorder of what it
 * leaves out. A strict one ends in the projection, which costs less: with an error that holds the row, or, where there
 * are many columns, with the recorder's.
 */
export function insertText(sql: LoadSql, source: RowSource, noLoad: boolean): string {
  const { target, conversions } = sql;
  if (noLoad) return `SELECT count(*) FROM ${source.from} WHERE ${checkText(conversions, source)}`;
  const columns = [...target.columns, ...target.defaulted.map(({ column }) => column)];
  const { values, where } = valuesText(conversions, source);
  const items = [...values, ...target.defaulted.map(({ sql }) => sql)].join(', ');
  return `${intoSql(target.table, columns)} SELECT ${items} FROM ${source.from}${where}`;
}

function valuesText(conversions: FieldConversion[], source: RowSource): { values: string[]; where: string } {
  const values = conversions.map(({ value }) => value);
  if (source.tolerant) return { values, where: ` WHERE ${checkText(conversions, source)}` };
  if (conversions.length <= strictColumnsMax) {
    const failure = failureText(conversions, source);
    return { values: conversions.map(({ strict }) => strict(failure)), where: '' };
  }
  const [first, ...others] = values;
  return { values: [`CASE WHEN ${checkText(conversions, source)} THEN ${first} END`, ...others], where: '' };
}

function failureText(conversions: FieldConversion[], { place }: RowSource): string {
  const row = `{'place': ${place}, 'fields': ${fieldList(conversions)}}`;
  return `error('${runtimeErrorMark}${unfitRowCode}:' || to_base64(encode(CAST(to_json(${row}) AS VARCHAR))))`;
}

function fieldList(conversions: FieldConversion[]): string {
  return `[${conversions.map((_, index) => `f${index + 1}`).join(', ')}]::VARCHAR[]`;
}

/** A query of one row: what is wrong with each of these fields, NULL where nothing is. */
export function problemsText({ conversions }: LoadSql, fields: (string | null)[]): string {
  const values = fields.map(
    (field, i) => `${field === null ? 'NULL::VARCHAR' : quoteLiteral(field)} AS f${i + 1}`,
  );
  return `SELECT ${problemList(conversions).join(', ')} FROM (SELECT ${values.join(', ')}) AS unfit`;
}

function problemList(conversions: FieldConversion[]): string[] {
  return conversions.map(({ acceptable, problem }) =>
    acceptable === 'true' ? 'NULL' : `CASE WHEN NOT (${acceptable}) THEN ${problem} END`,
  );
}

function checkText(conversions: FieldConversion[], { recorder, place }: RowSource): string {
  const acceptable = conversions.map((conversion) => conversion.acceptable).filter((test) => test !== 'true');
  if (acceptable.length === 0) return 'true';
  const json = (list: string) => `CAST(to_json(${list}) AS VARCHAR)`;
  const problems = `[${problemList(conversions).join(', ')}]::VARCHAR[]`;
  const record = `${recordFunction}(${recorder}, ${place}, ${json(fieldList(conversions))}, ${json(problems)})`;
  return `CASE WHEN ${acceptable.map((test) => `(${test})`).join(' AND ')} THEN true ELSE ${record} END`;
}
