import { type FieldReader, fixedProblem, isNothing } from '#sql/copy/conversion/field-reader.ts';

/** The largest SUPER value, in bytes of its text. */
const sizeMax = 16_777_216;

/** What the engine takes for JSON and the standard does not has one of these, if not inside a string. */
const suspicious = `',\\s*[\\]}]|[nN][aA][nN]|[iI][nN][fF]'`;

/** Serialised JSON: objects, arrays, strings in quotes, numbers, true, false and null. */
export function readSuper(field: string): FieldReader {
  const value = `TRY_CAST(${field} AS JSON)`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) =>
      `CASE WHEN ${value} IS NOT NULL THEN CASE WHEN strlen(${field}) <= ${sizeMax} AND NOT regexp_matches(${field}, ${suspicious}) THEN ${yes} ELSE ${no} END ELSE ${no} END`,
    plainValue: value,
    usable: `CASE WHEN ${value} IS NOT NULL AND strlen(${field}) <= ${sizeMax} THEN rs_is_strict_json(${field}) END`,
    value,
    problem: `CASE WHEN strlen(${field}) > ${sizeMax} THEN ${fixedProblem(1224, `The SUPER value exceeds the maximum size of ${sizeMax} bytes`)} ELSE ${fixedProblem(1224, 'Invalid JSON format for SUPER column')} END`,
  };
}
