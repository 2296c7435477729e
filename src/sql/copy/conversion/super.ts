import { type FieldReader, fixedProblem } from '#sql/copy/conversion/field-text.ts';

/** Serialised JSON: objects, arrays, strings in quotes, numbers, true, false and null. */
export function readSuper(field: string): FieldReader {
  return {
    usual: `json_valid(${field})`,
    usable: 'false',
    value: `TRY_CAST(${field} AS JSON)`,
    problem: fixedProblem(1224, 'Invalid JSON for SUPER column'),
  };
}
