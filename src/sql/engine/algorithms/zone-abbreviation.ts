/** Abbreviations that no locale's data has. */
const others: Record<string, string> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Singapore': '+08',
  'Africa/Johannesburg': 'SAST',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
  'Europe/Moscow': 'MSK',
};

const locales = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-NZ'];

function abbreviationAt(zone: string, moment: Date): string | undefined {
  for (const locale of locales) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(
      moment,
    );
    const name = parts.find((part) => part.type === 'timeZoneName')?.value;
    if (name !== undefined && /^[A-Z]{2,5}$/.test(name)) return name;
  }
  return others[zone];
}

/** Seconds east of UTC at a moment. */
function offsetAt(zone: string, moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts(moment);
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text);
  if (match === null) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}

/**
 * What a zone is called in winter and summer, by its distance from UTC then: New York is EST at -18000 and EDT at
 * -14400. Empty for a zone that is only a distance.
 */
export function zoneAbbreviationsOf(zone: string): Map<number, string> {
  const found = new Map<number, string>();
  try {
    for (const moment of [new Date('2024-01-15T12:00:00Z'), new Date('2024-07-15T12:00:00Z')]) {
      const name = abbreviationAt(zone, moment);
      if (name !== undefined) found.set(offsetAt(zone, moment), name);
    }
  } catch {
    // Not a zone that Intl knows.
  }
  return found;
}
