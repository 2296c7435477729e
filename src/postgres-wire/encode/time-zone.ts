import { daysFromCivil } from '#postgres-wire/encode/calendar.ts';

/** Offsets change on quarter hours of UTC in every zone of the last hundred years. */
const bucketSeconds = 900;
const bucketsKept = 100_000;

/**
 * Seconds east of UTC at an instant (seconds since 1970 UTC) in a zone named as the engine names it
 * (`engineTimeZone()`): a name of the zone database, or `GMT+05:30`, which is east of Greenwich.
 */
export function zoneOffsetOf(zone: string): (secondsUtc: number) => number {
  if (zone === 'UTC') return () => 0;
  const fixed = fixedOffset(zone);
  if (fixed !== undefined) return () => fixed;
  const format = formatIn(zone);
  const known = new Map<number, number>();
  return (secondsUtc) => {
    const bucket = Math.floor(secondsUtc / bucketSeconds);
    const found = known.get(bucket);
    if (found !== undefined) return found;
    if (known.size > bucketsKept) known.clear();
    const offset = offsetAt(format, bucket * bucketSeconds);
    known.set(bucket, offset);
    return offset;
  };
}

function fixedOffset(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^GMT([+-])(\d{1,2}):(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  const size = Number(hours) * 3600 + Number(minutes) * 60;
  return sign === '+' ? size : -size;
}

function formatIn(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** Beyond this, in either direction, the nearest instant that the calendar functions can express is asked. */
const latestSeconds = 8.64e12;

function offsetAt(format: Intl.DateTimeFormat, secondsUtc: number): number {
  const asked = Math.min(Math.max(secondsUtc, -latestSeconds), latestSeconds);
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(asked * 1000)) part[type] = value;
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
  const days = daysFromCivil(year, Number(part.month), Number(part.day));
  const local = days * 86400 + Number(part.hour) * 3600 + Number(part.minute) * 60 + Number(part.second);
  return local - asked;
}
