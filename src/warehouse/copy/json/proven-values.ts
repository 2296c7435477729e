import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';

const common = '(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])';
const late = '(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31';
const leapYear = '(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26]))';
/** A day of the calendar from the year 1000 on, but for 29 February of years that end in 00. */
const day = `(?:[1-9][0-9]{3}-(?:${common}|${late})|${leapYear}-02-29)`;
const time = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]';
const end = '(?![0-9.eE])';
/** None of these is too small to be told from 0. */
const float =
  '-?(?:0|[1-9][0-9]*)(?:\\.(?!0{40})[0-9]+(?:[eE][+-]?[0-9]{1,2})?|[eE][+-]?[0-9]{1,2})(?![0-9.eE])';

/**
 * A pattern of JSON values, null aside, that this column takes whatever else they are, and for which the engine's reader gives what the
 * conversion of their text gives: reading them as the column's type is quicker. They are among those that a template takes
 * as text, since a later line may make text of the column. Undefined where there are none.
 */
export function provenPattern(type: SqlType, options: ConversionOptions): string | undefined {
  switch (type.name) {
    case 'int2':
      return `(?:0|-?[1-9][0-9]{0,3}|-?[12][0-9]{4})${end}`;
    case 'int4':
      return `(?:0|-?[1-9][0-9]{0,8})${end}`;
    case 'int8':
      return `(?:0|-?[1-9][0-9]{0,17})${end}`;
    case 'float8':
      return `(?:${float}|(?:0|-?[1-9][0-9]{0,17})${end})`;
    case 'numeric':
      return decimal(type.precision, type.scale);
    case 'bool':
      return '(?:true|false)';
    case 'date':
      return options.dateFormat.kind === 'pattern' ? undefined : `"${day}"`;
    case 'timestamp':
      return options.timeFormat.kind === 'default' || options.timeFormat.kind === 'auto'
        ? `"${day} ${time}"`
        : undefined;
    default:
      return undefined;
  }
}

/** Fifteen digits survive a floating-point number; below 0.0001 its text has an exponent. */
function decimal(precision: number, scale: number): string | undefined {
  const whole = Math.min(precision, 15) - scale;
  if (whole < 1) return undefined;
  const fraction = scale === 0 ? '' : `(?:\\.[0-9]{1,${scale}})?`;
  return `(?!-0(?!\\.))-?(?!0\\.0000)(?:0|[1-9][0-9]{0,${whole - 1}})${fraction}${end}`;
}
