import type { FieldReader } from '#sql/copy/conversion/field-text.ts';
import { invalidDigit, overflow } from '#sql/copy/conversion/integer.ts';
import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

const number = '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)\\s*';

/**
 * Digits with a point. Digits beyond the scale are cut off, or rounded with ROUNDEC; COPY does not round by itself
 * as INSERT does. The text never goes through a float.
 */
export function readDecimal(
  field: string,
  type: SqlType & { name: 'numeric' },
  roundDecimals: boolean,
): FieldReader {
  const cast = (text: string) => `TRY_CAST(${text} AS ${engineType(type)})`;
  const point = `instr(${field}, '.')`;
  const fits = `${point} >= strlen(${field}) - ${type.scale}`;
  const cut = `left(trim(${field}), CAST(instr(trim(${field}), '.') + ${type.scale} AS BIGINT)) || '0'`;
  const value = roundDecimals
    ? cast(field)
    : `CASE WHEN ${fits} THEN ${cast(field)} WHEN ${point} = 0 THEN ${cast(field)} ELSE ${cast(cut)} END`;
  return {
    usual: `CAST(${cast(field)} AS VARCHAR) = ${field}`,
    usable: `regexp_full_match(${field}, '${number}') AND (${value}) IS NOT NULL`,
    value,
    problem: `CASE WHEN regexp_full_match(${field}, '${number}') THEN ${overflow(field, 'Decimal')} ELSE ${invalidDigit(field, '\\s*[+-]?[0-9]*\\.?[0-9]*', 'Decimal')} END`,
  };
}
