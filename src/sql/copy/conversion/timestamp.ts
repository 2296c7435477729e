import { type FieldReader, fixedProblem } from '#sql/copy/conversion/field-text.ts';
import { automatic, byPattern, isoClock, isoDate, zoneOffset } from '#sql/copy/conversion/moment.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import { engineType } from '#sql/engine-type.ts';

/** `YYYY-MM-DD HH:MI:SS`, with an offset for TIMESTAMPTZ, unless TIMEFORMAT says otherwise. */
export function readTimestamp(
  field: string,
  type: 'timestamp' | 'timestamptz',
  { timeFormat: format }: ConversionOptions,
): FieldReader {
  const engine = engineType({ name: type });
  if (format.kind === 'pattern') return patternTimestamp(field, engine, format.pattern);
  if (format.kind === 'epochsecs' || format.kind === 'epochmillisecs') {
    return epochTimestamp(field, engine, format.kind === 'epochsecs' ? 6 : 3);
  }
  const iso = `TRY_CAST(${field} AS ${engine})`;
  const whole = `${field} LIKE '____-__-__ __:__:__'`;
  const usual = `${whole} AND ${iso} IS NOT NULL`;
  const offset = type === 'timestamptz' ? `(${zoneOffset})?` : '';
  const problem = timestampProblem(
    type === 'timestamptz' ? 'YYYY-MM-DD HH24:MI:SSOF' : 'YYYY-MM-DD HH24:MI:SS',
  );
  if (format.kind === 'default') {
    const isIso = `regexp_full_match(${field}, '${isoDate}([T ]${isoClock}${offset})?\\s*')`;
    return { usual, usable: `${isIso} AND ${iso} IS NOT NULL`, value: iso, problem };
  }
  const isIso = `regexp_full_match(${field}, '${isoDate}([T ]${isoClock}(Z|${zoneOffset})?)?')`;
  const found = automatic(field, type, engine);
  return {
    usual,
    usable: `CASE WHEN ${isIso} THEN ${iso} ELSE ${found} END IS NOT NULL`,
    value: `CASE WHEN ${whole} OR ${isIso} THEN ${iso} ELSE ${found} END`,
    problem,
  };
}

function patternTimestamp(field: string, engine: string, pattern: string): FieldReader {
  const value = `CAST(${byPattern(field, pattern)} AS ${engine})`;
  return { usual: `${value} IS NOT NULL`, usable: 'false', value, problem: timestampProblem(pattern) };
}

/** Seconds (6) or milliseconds (3) since 1970, with or without a fraction: the digits to shift to microseconds. */
function epochTimestamp(field: string, engine: string, digits: number): FieldReader {
  const isNumber = `regexp_full_match(${field}, '\\s*-?[0-9]{1,${17 - digits}}(\\.[0-9]*)?\\s*')`;
  const micros = `CAST(TRY_CAST(${field} AS DECIMAL(30,6)) * ${10 ** digits} AS BIGINT)`;
  const moment = `CASE WHEN ${isNumber} THEN make_timestamp(${micros}) END`;
  const value = engine === 'TIMESTAMP' ? moment : `timezone('UTC', ${moment})`;
  const name = digits === 6 ? 'epochsecs' : 'epochmillisecs';
  return { usual: isNumber, usable: 'false', value, problem: timestampProblem(name) };
}

function timestampProblem(format: string): string {
  return fixedProblem(1206, `Invalid timestamp format or value [${format}]`);
}
