import { type FieldReader, fixedProblem, isNothing, whiteSpace } from '#sql/copy/conversion/field-reader.ts';

/** t, true, y, yes, 1 and f, false, n, no, 0 in any case: what the engine's cast takes, but for blanks around. */
export function readBoolean(field: string): FieldReader {
  const plain = `TRY_CAST(${field} AS BOOLEAN)`;
  const value = `TRY_CAST(trim(${field}, ${whiteSpace}) AS BOOLEAN)`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) => `CASE WHEN ${plain} IS NOT NULL THEN ${yes} ELSE ${no} END`,
    plainValue: plain,
    usable: `${value} IS NOT NULL`,
    value,
    problem: fixedProblem(1210, 'Unknown boolean format'),
  };
}
