import {
  type FieldReader,
  fixedProblem,
  invalidCharacter,
  isNothing,
} from '#sql/copy/conversion/field-reader.ts';
import type { SqlType } from '#sql/types.ts';

/** Hexadecimal digits, two for each byte. */
export function readVarbyte(
  field: string,
  type: SqlType & { name: 'varbyte' },
  truncate: boolean,
): FieldReader {
  const isHex = `regexp_full_match(${field}, '([0-9A-Fa-f]{2})+')`;
  const bytes = `CASE WHEN ${isHex} THEN unhex(${field}) END`;
  const value = truncate ? `(${bytes})[1:${type.length}]` : bytes;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) =>
      `CASE WHEN ${isHex}${truncate ? '' : ` AND strlen(${field}) <= ${type.length * 2}`} THEN ${yes} ELSE ${no} END`,
    plainValue: value,
    usable: 'false',
    value,
    problem: `CASE WHEN ${isHex} THEN ${fixedProblem(1204, 'Varbyte length exceeds DDL length')} ELSE ${invalidCharacter(1207, field, '([0-9A-Fa-f]{2})*', 'Varbyte')} END`,
  };
}
