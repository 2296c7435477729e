import { type FieldReader, fixedProblem, problemText } from '#sql/copy/conversion/field-text.ts';
import type { SqlType } from '#sql/types.ts';

/** Hexadecimal digits, two for each byte. */
export function readVarbyte(
  field: string,
  type: SqlType & { name: 'varbyte' },
  truncate: boolean,
): FieldReader {
  const isHex = `regexp_full_match(${field}, '([0-9A-Fa-f]{2})*')`;
  const bytes = `CASE WHEN ${isHex} THEN unhex(${field}) END`;
  const fits = `strlen(${field}) <= ${type.length * 2}`;
  const place = `length(regexp_extract(${field}, '^[0-9A-Fa-f]*'))`;
  return {
    usual: `${isHex}${truncate ? '' : ` AND ${fits}`}`,
    usable: 'false',
    value: truncate ? `(${bytes})[1:${type.length}]` : bytes,
    problem: `CASE WHEN ${isHex} THEN ${fixedProblem(1204, 'Varbyte length exceeds DDL length')} ELSE ${problemText(1207, place, `'Invalid hexadecimal digit, Value ''' || coalesce(substring(${field}, ${place} + 1, 1), '') || ''', Pos ' || ${place} || ', Type: Varbyte'`)} END`,
  };
}
