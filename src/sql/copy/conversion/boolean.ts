import { type FieldReader, fixedProblem, whiteSpace } from '#sql/copy/conversion/field-text.ts';

/** t, true, y, yes, 1 and f, false, n, no, 0 in any case: what the engine's cast takes, without blanks around. */
export function readBoolean(field: string): FieldReader {
  const trimmed = `TRY_CAST(trim(${field}, ${whiteSpace}) AS BOOLEAN)`;
  return {
    usual: `TRY_CAST(${field} AS BOOLEAN) IS NOT NULL`,
    usable: `${trimmed} IS NOT NULL`,
    value: `coalesce(TRY_CAST(${field} AS BOOLEAN), ${trimmed})`,
    problem: fixedProblem(1210, 'Unknown boolean format'),
  };
}
