/** Words that date and time text may hold. */

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** 1–12 for a month name in full, or cut to three letters (`sept` too). */
export function monthNumber(word: string): number | undefined {
  const index = monthNames.findIndex((name) => name === word || name.slice(0, 3) === word);
  if (index >= 0) return index + 1;
  return word === 'sept' ? 9 : undefined;
}

export function isDayName(word: string): boolean {
  return dayNames.some((name) => name === word || (word.length >= 3 && name.startsWith(word)));
}

/** Hours east of Greenwich of the abbreviations that PostgreSQL 8 knows and people write. */
const zoneHours: Record<string, number> = {
  z: 0,
  zulu: 0,
  utc: 0,
  ut: 0,
  gmt: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  met: 1,
  cest: 2,
  eet: 2,
  sast: 2,
  eest: 3,
  msk: 3,
  ist: 2,
  jst: 9,
  kst: 9,
  aest: 10,
  aedt: 11,
  nzst: 12,
  nzdt: 13,
  ast: -4,
  adt: -3,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  akdt: -8,
  hst: -10,
};

/** Seconds east of Greenwich of a zone abbreviation. */
export function abbreviationOffset(word: string): number | undefined {
  const hours = zoneHours[word];
  return hours === undefined ? undefined : hours * 3600;
}

/** True for a name of the time zone database, such as `America/New_York`. */
export function isZoneName(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
