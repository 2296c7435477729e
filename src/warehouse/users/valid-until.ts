import { fail } from '#base/errors.ts';

/**
 * VALID UNTIL's moment in milliseconds since 1970, UTC unless the text names a zone; undefined for `infinity`.
 * Throws 22007 for text that is no date.
 */
export function validUntil(text: string): number | undefined {
  const written = text.trim();
  if (written.toLowerCase() === 'infinity') return undefined;
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](.+))?$/.exec(written);
  const [, year = '', month = '', day = '', clock = '00:00:00'] = match ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${isoClock(clock)}`;
  const moment = match ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw fail('invalid_datetime_format', `invalid input syntax for type abstime: "${text}"`);
  }
  return moment;
}

/** `10:00`, `10:00:00+02`, `10:00:00 UTC` as Date.parse reads them. */
function isoClock(clock: string): string {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i.exec(
    clock,
  );
  if (!match) return clock;
  const [, hour = '0', minute = '00', second = '00', zone = 'Z'] = match;
  return `${hour.padStart(2, '0')}:${minute}:${second}${isoZone(zone)}`;
}

function isoZone(zone: string): string {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  return match ? `${match[1]}${match[2]?.padStart(2, '0')}:${match[3] ?? '00'}` : 'Z';
}
