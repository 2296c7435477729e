import { type FieldReader, fixedProblem, isNothing } from '#sql/copy/conversion/field-reader.ts';
import { automatic, isoClock, zoneOffset } from '#sql/copy/conversion/moment.ts';
import type { TimeFormat } from '#sql/copy/copy-options.ts';
import { engineType } from '#sql/engine-type.ts';

/** `HH:MI:SS` with a fraction, and an offset for TIMETZ; TIMEFORMAT 'auto' takes more. */
export function readTime(field: string, type: 'time' | 'timetz', format: TimeFormat): FieldReader {
  const engine = engineType({ name: type });
  const iso = `TRY_CAST(${field} AS ${engine})`;
  const offset = type === 'timetz' ? `(${zoneOffset})?` : '';
  const isIso = `regexp_full_match(${field}, '\\s*${isoClock}${offset}\\s*')`;
  const found = automatic(field, type, engine);
  const value = `CASE WHEN ${isIso} THEN ${iso} ${format.kind === 'auto' ? `ELSE ${found} ` : ''}END`;
  const expected = `HH24:MI:SS${type === 'timetz' ? 'OF' : ''}`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) => `CASE WHEN CAST(${iso} AS VARCHAR) = ${field} THEN ${yes} ELSE ${no} END`,
    plainValue: iso,
    usable: `${value} IS NOT NULL`,
    value,
    problem: fixedProblem(1206, `Invalid time format or value [${expected}]`),
  };
}
