import { zoneAbbreviations } from '#sql/engine/algorithms/time-zone.ts';
import { foldableError } from '#sql/engine/runtime-error.ts';

/** Days by their names and abbreviations: at least as many letters as tell them apart. */
const dayNumbers = [
  { name: 'sunday', letters: 2 },
  { name: 'monday', letters: 1 },
  { name: 'tuesday', letters: 2 },
  { name: 'wednesday', letters: 1 },
  { name: 'thursday', letters: 2 },
  { name: 'friday', letters: 1 },
  { name: 'saturday', letters: 2 },
]
  .map(
    ({ name, letters }, number) =>
      `WHEN length(day) >= ${letters} AND starts_with('${name}', lower(day)) THEN ${number}`,
  )
  .join(' ');

/** The last day of a month stays the last day (documented for ADD_MONTHS). */
const addMonths = `CREATE MACRO rs_add_months(moment, months) AS
  CASE WHEN CAST(moment AS DATE) = last_day(moment)
    THEN CAST(last_day(moment + to_months(CAST(months AS INTEGER))) AS TIMESTAMP)
      + (moment - date_trunc('day', moment))
    ELSE moment + to_months(CAST(months AS INTEGER)) END`;

/** Whole months when both are the same day or both month ends, else the rest counts as 31sts. */
const monthsBetween = `CREATE MACRO rs_months_between(later, earlier) AS
  CAST((year(later) - year(earlier)) * 12 + (month(later) - month(earlier)) AS DOUBLE)
  + CASE WHEN day(later) = day(earlier)
      OR (CAST(later AS DATE) = last_day(later) AND CAST(earlier AS DATE) = last_day(earlier)) THEN 0.0
    ELSE (CAST(day(later) - day(earlier) AS DOUBLE)
      + date_diff('microsecond', date_trunc('day', later), later) / 86400000000.0::DOUBLE
      - date_diff('microsecond', date_trunc('day', earlier), earlier) / 86400000000.0::DOUBLE) / 31.0::DOUBLE END`;

const abbreviationOffsets = Object.entries(zoneAbbreviations)
  .map(([name, hours]) => `WHEN '${name}' THEN ${hours * 3600}`)
  .join(' ');

/** `NEWZONE-2:15`: hours and minutes west of Greenwich. */
const posixZone = '^[A-Za-z_/ ]*([+-]?)([0-9]{1,2})(:([0-9]{2}))?$';

/** Fixed distance from UTC in seconds of an abbreviation or a POSIX-style zone; NULL for a name. */
const zoneOffset = `CREATE MACRO rs_zone_offset(zone) AS
  CASE upper(trim(zone)) ${abbreviationOffsets} ELSE
    CASE WHEN regexp_matches(zone, '${posixZone}') AND NOT starts_with(zone, 'Etc/') THEN (CASE WHEN regexp_extract(zone, '${posixZone}', 1) = '-' THEN 1 ELSE -1 END)
        * (CAST(regexp_extract(zone, '${posixZone}', 2) AS INTEGER) * 3600
          + coalesce(TRY_CAST(regexp_extract(zone, '${posixZone}', 4) AS INTEGER), 0) * 60) END
  END`;

export const dateMacros: string[] = [
  addMonths,
  `CREATE MACRO rs_add_years(moment, years) AS
    CASE WHEN month(moment) = 2 AND day(moment) = 29 AND day(moment + years) = 28
      THEN moment + years + to_days(1) ELSE moment + years END`,
  monthsBetween,
  `CREATE MACRO rs_day_number(day) AS CASE ${dayNumbers}
    WHEN day IS NULL THEN NULL
    ELSE ${foldableError('invalid_parameter_value', "'Not a valid day of week: ' || day", 'INTEGER')} END`,
  `CREATE MACRO rs_next_day(day, name) AS
    day + CAST((rs_day_number(name) - dayofweek(day) + 6) % 7 + 1 AS INTEGER)`,
  zoneOffset,
  `CREATE MACRO rs_moment_in_zone(local, zone) AS
    CASE WHEN rs_zone_offset(zone) IS NULL THEN timezone(zone, local)
      ELSE timezone('UTC', local - to_seconds(rs_zone_offset(zone))) END`,
  `CREATE MACRO rs_clock_in_zone(moment, zone) AS
    CASE WHEN rs_zone_offset(zone) IS NULL THEN timezone(zone, moment)
      ELSE timezone('UTC', moment) + to_seconds(rs_zone_offset(zone)) END`,
  `CREATE MACRO rs_zero_pad(value, width) AS lpad(CAST(value AS VARCHAR), CAST(greatest(width, length(CAST(value AS VARCHAR))) AS INTEGER), '0')`,
  `CREATE MACRO rs_ordinal(value) AS
    CASE WHEN value % 100 BETWEEN 11 AND 13 THEN 'th' WHEN value % 10 = 1 THEN 'st' WHEN value % 10 = 2 THEN 'nd'
      WHEN value % 10 = 3 THEN 'rd' ELSE 'th' END`,
  `CREATE MACRO rs_compare(one, other) AS
    CASE WHEN one < other THEN -1 WHEN one = other THEN 0 WHEN one > other THEN 1 END`,
];
