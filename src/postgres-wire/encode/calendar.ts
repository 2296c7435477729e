import { writePadded, writeSmall, writeTwo } from '#postgres-wire/encode/digits.ts';

/** Days since 1970-01-01 as year, month and day of the proleptic Gregorian calendar; year 0 is 1 BC. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/** Eras of 400 years begin on 1 March, so that the leap day ends a year (H. Hinnant, "chrono-compatible date algorithms"). */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days since 1970-01-01 of a date of the proleptic Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Writes `YYYY-MM-DD`; the year of a date before Christ is counted backwards and needs `BC` behind the value. */
export function writeDate(out: Buffer, at: number, date: CivilDate): number {
  const year = date.year > 0 ? date.year : 1 - date.year;
  let place = year < 10000 ? writePadded(out, at, year, 4) : writeSmall(out, at, year);
  out[place++] = 45;
  place = writeTwo(out, place, date.month);
  out[place++] = 45;
  return writeTwo(out, place, date.day);
}

/** Writes `HH:MM:SS`, and `.ffffff` without trailing zeros when there is a fraction. */
export function writeTime(out: Buffer, at: number, seconds: number, micros: number): number {
  const hours = (seconds / 3600) | 0;
  const minutes = ((seconds - hours * 3600) / 60) | 0;
  let place = writeTwo(out, at, hours);
  out[place++] = 58;
  place = writeTwo(out, place, minutes);
  out[place++] = 58;
  place = writeTwo(out, place, seconds - hours * 3600 - minutes * 60);
  return micros === 0 ? place : writeFraction(out, place, micros);
}

export function writeFraction(out: Buffer, at: number, micros: number): number {
  out[at] = 46;
  let end = writePadded(out, at + 1, micros, 6);
  while (out[end - 1] === 48) end--;
  return end;
}

/** Writes an offset from UTC: `+00`, `-03:30`, with seconds only where history has them. */
export function writeOffset(out: Buffer, at: number, offsetSeconds: number): number {
  const size = Math.abs(offsetSeconds);
  const hours = (size / 3600) | 0;
  const minutes = ((size - hours * 3600) / 60) | 0;
  const seconds = size - hours * 3600 - minutes * 60;
  out[at] = offsetSeconds < 0 ? 45 : 43;
  let place = writeTwo(out, at + 1, hours);
  if (minutes === 0 && seconds === 0) return place;
  out[place++] = 58;
  place = writeTwo(out, place, minutes);
  if (seconds === 0) return place;
  out[place++] = 58;
  return writeTwo(out, place, seconds);
}
