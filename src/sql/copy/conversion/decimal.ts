import {
  type FieldReader,
  fixedProblem,
  invalidCharacter,
  isNothing,
} from '#sql/copy/conversion/field-reader.ts';
import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

const number = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)\\s*';

/**
 * Digits with a point. Digits beyond the scale are cut off, or rounded with ROUNDEC; COPY does not round by itself
 * as INSERT does. The text never goes through a float. What the number prints as is plain.
 */
export function readDecimal(
  field: string,
  type: SqlType & { name: 'numeric' },
  roundDecimals: boolean,
): FieldReader {
  const cast = (text: string) => `TRY_CAST(${text} AS ${engineType(type)})`;
  const plain = cast(field);
  // Fewer digits than the scale has: 5 or 5.1 for 5.10.
  const isShort = `regexp_full_match(${field}, '[+-]?[0-9]*\\.?[0-9]{0,${type.scale}}')`;
  const isNumber = `regexp_full_match(${field}, '${number}')`;
  const value = roundDecimals
    ? plain
    : `CASE WHEN instr(${field}, '.') = 0 THEN ${plain} ELSE ${cast(cut(field, type.scale))} END`;
  const tooLarge = fixedProblem(1204, `Overflow for NUMERIC(${type.precision},${type.scale})`);
  return {
    nothing: isNothing(field),
    plainly: (yes, no) =>
      `CASE WHEN CAST(${plain} AS VARCHAR) = ${field} THEN ${yes} WHEN CASE WHEN ${isShort} THEN ${plain} END IS NOT NULL THEN ${yes} ELSE ${no} END`,
    plainValue: plain,
    usable: `CASE WHEN ${isNumber} THEN ${value} END IS NOT NULL`,
    value: roundDecimals
      ? plain
      : `CASE WHEN CAST(${plain} AS VARCHAR) = ${field} THEN ${plain} ELSE ${value} END`,
    problem: `CASE WHEN ${isNumber} THEN ${tooLarge} ELSE ${invalidCharacter(1207, field, '\\s*[+-]?[0-9]*\\.?[0-9]*', 'Decimal')} END`,
  };
}

/** The text to the last digit of the scale; a 0 behind it changes nothing and makes a lone point a number. */
function cut(field: string, scale: number): string {
  return `(left(trim(${field}), CAST(instr(trim(${field}), '.') + ${scale} AS BIGINT)) || '0')`;
}
