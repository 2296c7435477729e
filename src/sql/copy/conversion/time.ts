import { type FieldReader, fixedProblem } from '#sql/copy/conversion/field-text.ts';
import { automatic, isoClock, zoneOffset } from '#sql/copy/conversion/moment.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import { engineType } from '#sql/engine-type.ts';

/** `HH:MI:SS` with a fraction, and an offset for TIMETZ; TIMEFORMAT 'auto' takes more. */
export function readTime(
  field: string,
  type: 'time' | 'timetz',
  { timeFormat: format }: ConversionOptions,
): FieldReader {
  const engine = engineType({ name: type });
  const iso = `TRY_CAST(${field} AS ${engine})`;
  const offset = type === 'timetz' ? `(${zoneOffset})?` : '';
  const isIso = `regexp_full_match(${field}, '\\s*${isoClock}${offset}\\s*')`;
  const found = automatic(field, type, engine);
  const isAuto = format.kind === 'auto';
  return {
    usual: `${isIso} AND ${iso} IS NOT NULL`,
    usable: isAuto ? `${found} IS NOT NULL` : 'false',
    value: isAuto ? `CASE WHEN ${isIso} THEN ${iso} ELSE ${found} END` : iso,
    problem: fixedProblem(1206, `Invalid time format or value [HH24:MI:SS${type === 'timetz' ? 'OF' : ''}]`),
  };
}
