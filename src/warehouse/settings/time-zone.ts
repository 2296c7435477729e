import { fail } from '#base/errors.ts';
import { single } from '#warehouse/settings/setting-definition.ts';

const offsetPattern = /^(?:(?:UTC|GMT)?([+-]))?(\d{1,2})(?::?(\d{2}))?$/i;
const posixPattern = /^([A-Z]{3,})([+-]?)(\d{1,2})(?::?(\d{2}))?([A-Z]{3,})?$/i;

/** Abbreviations that Redshift lists as time zone names, for those that are no names of the zone database. */
const abbreviations: Record<string, string> = {
  PST: 'PST8PDT',
  PDT: 'PST8PDT',
  MDT: 'MST7MDT',
  CST: 'CST6CDT',
  CDT: 'CST6CDT',
  EDT: 'EST5EDT',
  BST: 'Europe/London',
  CEST: 'CET',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  Z: 'UTC',
  ZULU: 'UTC',
};

/** Zones that keep an offset of a broken hour the year round: the zone database has no `Etc` zone for them. */
const brokenHours: Record<string, string> = {
  '-9:30': 'Pacific/Marquesas',
  '+3:30': 'Asia/Tehran',
  '+4:30': 'Asia/Kabul',
  '+5:30': 'Asia/Kolkata',
  '+5:45': 'Asia/Kathmandu',
  '+6:30': 'Asia/Yangon',
  '+8:45': 'Australia/Eucla',
  '+9:30': 'Australia/Darwin',
};

/**
 * SET TIMEZONE: a zone name, an abbreviation, an offset (`-8`, `+05:30`) or a POSIX form (`EST5EDT`). What is kept is a
 * name of the zone database, which the engine and the binder's text understand.
 */
export function readTimeZone(items: string[], name: string): string {
  const value = single(items, name).trim();
  return /^(?:default|local)$/i.test(value) ? 'UTC' : engineTimeZone(value);
}

/**
 * The zone's name. Signs of offsets are ISO's (east is positive) in `+5:30` and `UTC+5`, and
 * POSIX's (east is negative) after an abbreviation. Throws 22023 for an unknown zone.
 */
export function engineTimeZone(zone: string): string {
  const known = knownZone(abbreviations[zone.toUpperCase()] ?? zone);
  if (known !== undefined) return known;
  const offset = offsetPattern.exec(zone);
  if (offset) return fixedZone(zone, offset[1] === '-' ? -1 : 1, offset[2]!, offset[3]);
  const posix = posixPattern.exec(zone);
  if (posix) return fixedZone(zone, posix[2] === '-' ? 1 : -1, posix[3]!, posix[4]);
  throw unknownZone(zone);
}

function knownZone(zone: string): string | undefined {
  // Names that are offsets are read below, by the rules of SET rather than the calendar library's.
  if (!/^[A-Za-z]/.test(zone) || /^(?:UTC|GMT)[+-]/i.test(zone)) return undefined;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return undefined;
  }
  return zoneSpellings().get(zone.toLowerCase()) ?? zone.toUpperCase();
}

let spellings: Map<string, string> | undefined;
function zoneSpellings(): Map<string, string> {
  spellings ??= new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));
  return spellings;
}

function fixedZone(zone: string, sign: 1 | -1, hoursText: string, minutesText = '00'): string {
  const hours = Number(hoursText);
  const minutes = Number(minutesText);
  if (hours > 14 || minutes > 59) throw unknownZone(zone);
  if (hours === 0 && minutes === 0) return 'UTC';
  // The zone database counts Etc/GMT zones westwards.
  if (minutes === 0) return `Etc/GMT${sign === 1 ? '-' : '+'}${hours}`;
  const broken = brokenHours[`${sign === 1 ? '+' : '-'}${hours}:${minutesText}`];
  if (broken === undefined) throw unknownZone(zone);
  return broken;
}

function unknownZone(zone: string) {
  return fail('invalid_parameter_value', `unrecognized time zone name: "${zone}"`);
}
