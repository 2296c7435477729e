import { zoneAbbreviationsOf } from '#sql/engine/algorithms/zone-abbreviation.ts';
import { quoteLiteral } from '#sql/quote.ts';

const known = new Map<string, Map<number, string>>();

function abbreviations(zone: string): Map<number, string> {
  let found = known.get(zone);
  if (found === undefined) {
    found = zoneAbbreviationsOf(zone);
    known.set(zone, found);
  }
  return found;
}

/**
 * DuckDB VARCHAR: what the session's zone is called at a moment (`EDT`), or its distance from UTC where it has no
 * name. `zoned` is a TIMESTAMPTZ.
 */
export function zoneName(zone: string | undefined, zoned: string): string {
  if (zone === undefined || /^(utc|gmt|etc\/utc|zulu)$/i.test(zone)) return "'UTC'";
  const seconds = `date_part('timezone', ${zoned})`;
  const names = [...abbreviations(zone)].map(([offset, name]) => `WHEN ${offset} THEN ${quoteLiteral(name)}`);
  const hours = `(CASE WHEN ${seconds} < 0 THEN '-' ELSE '+' END || rs_zero_pad(abs(${seconds}) // 3600, 2))`;
  const minutes = `CASE WHEN ${seconds} % 3600 = 0 THEN '' ELSE ':' || rs_zero_pad(abs(${seconds}) % 3600 // 60, 2) END`;
  const distance = `(${hours} || ${minutes})`;
  return names.length === 0 ? distance : `CASE ${seconds} ${names.join(' ')} ELSE ${distance} END`;
}
