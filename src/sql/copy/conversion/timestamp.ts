import { type FieldReader, fixedProblem, isNothing } from '#sql/copy/conversion/field-reader.ts';
import { automatic, byPattern, isoClock, isoDate, zoneOffset } from '#sql/copy/conversion/moment.ts';
import type { TimeFormat } from '#sql/copy/copy-options.ts';
import { engineType } from '#sql/engine-type.ts';

type TimestampName = 'timestamp' | 'timestamptz';

/** `YYYY-MM-DD HH:MI:SS`, with an offset for TIMESTAMPTZ, unless TIMEFORMAT says otherwise. */
export function readTimestamp(field: string, type: TimestampName, format: TimeFormat): FieldReader {
  if (format.kind === 'pattern') return patternTimestamp(field, type, format.pattern);
  if (format.kind === 'epochsecs' || format.kind === 'epochmillisecs') {
    return epochTimestamp(field, type, format.kind);
  }
  const engine = engineType({ name: type });
  const iso = `TRY_CAST(${field} AS ${engine})`;
  const isAuto = format.kind === 'auto';
  const zone = isAuto ? `(Z|${zoneOffset})?` : type === 'timestamptz' ? `(${zoneOffset})?` : '';
  const isIso = `regexp_full_match(${field}, '${isoDate}([T ]${isoClock}${zone})?\\s*')`;
  const found = isAuto ? `ELSE ${automatic(field, type, engine)} ` : '';
  const value = `CASE WHEN ${isIso} THEN ${iso} ${found}END`;
  const plain = `${field} LIKE '____-__-__ __:__:__'`;
  return {
    nothing: isNothing(field),
    // Text of this shape in which the engine sees a moment of four-digit years has digits in every place.
    plainly: (yes, no) =>
      `CASE WHEN ${iso} >= ${engine} '1000-01-01' THEN CASE WHEN ${plain} THEN ${yes} ELSE ${no} END ELSE ${no} END`,
    plainValue: iso,
    usable: `${value} IS NOT NULL`,
    value,
    problem: timestampProblem(type === 'timestamptz' ? 'YYYY-MM-DD HH24:MI:SSOF' : 'YYYY-MM-DD HH24:MI:SS'),
  };
}

function patternTimestamp(field: string, type: TimestampName, pattern: string): FieldReader {
  const value = `CAST(${byPattern(field, pattern)} AS ${engineType({ name: type })})`;
  return whole(field, value, pattern);
}

/** Seconds or milliseconds since 1970, with or without a fraction. */
function epochTimestamp(
  field: string,
  type: TimestampName,
  unit: 'epochsecs' | 'epochmillisecs',
): FieldReader {
  const [digits, factor] = unit === 'epochsecs' ? [11, 1_000_000] : [14, 1000];
  const isNumber = `regexp_full_match(${field}, '\\s*[+-]?[0-9]{1,${digits}}(\\.[0-9]*)?\\s*')`;
  const micros = `CAST(TRY_CAST(${field} AS DECIMAL(32,6)) * ${factor} AS BIGINT)`;
  const moment = `CASE WHEN ${isNumber} THEN make_timestamp(${micros}) END`;
  return whole(field, type === 'timestamp' ? moment : `timezone('UTC', ${moment})`, unit);
}

/** A value that the text has or has not. */
function whole(field: string, value: string, format: string): FieldReader {
  return {
    nothing: isNothing(field),
    plainly: (yes, no) => `CASE WHEN ${value} IS NOT NULL THEN ${yes} ELSE ${no} END`,
    plainValue: value,
    usable: 'false',
    value,
    problem: timestampProblem(format),
  };
}

function timestampProblem(format: string): string {
  return fixedProblem(1206, `Invalid timestamp format or value [${format}]`);
}
