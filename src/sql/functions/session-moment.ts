/** DuckDB text of moments that are fixed when a statement starts: literals, so that the optimiser folds them. */

const microsPerSecond = 1_000_000n;

/** `2026-01-31 10:20:30.123456`, UTC, of microseconds since 1970. */
export function momentText(micros: bigint): string {
  const remainder = ((micros % microsPerSecond) + microsPerSecond) % microsPerSecond;
  const seconds = (micros - remainder) / microsPerSecond;
  const iso = new Date(Number(seconds) * 1000).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${String(remainder).padStart(6, '0')}`;
}

/** A TIMESTAMPTZ literal. */
export function zonedMoment(micros: bigint): string {
  return `TIMESTAMPTZ '${momentText(micros)}+00'`;
}

/** The same moment as TIMESTAMP in the session's time zone, which is the connection's. */
export function localMoment(micros: bigint): string {
  return `CAST(${zonedMoment(micros)} AS TIMESTAMP)`;
}

/** Without the fraction of the second. */
export function wholeSeconds(micros: bigint): bigint {
  return micros - (((micros % microsPerSecond) + microsPerSecond) % microsPerSecond);
}
