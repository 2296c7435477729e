/** Intervals as text, in PostgreSQL's words. */

const months = `(date_part('year', value) * 12 + date_part('month', value))`;
/** Microseconds of the time part, with its sign. */
const micros = `(date_part('hour', value) * 3600000000 + date_part('minute', value) * 60000000
  + date_part('microsecond', value))`;

function counted(amount: string, one: string, many: string): string {
  return `CASE ${amount} WHEN 0 THEN NULL WHEN 1 THEN '1 ${one}' ELSE ${amount} || ' ${many}' END`;
}

const clock = `CASE WHEN micros < 0 THEN '-' ELSE '' END
  || lpad(CAST(abs(micros) // 3600000000 AS VARCHAR), CAST(greatest(2, length(CAST(abs(micros) // 3600000000 AS VARCHAR))) AS INTEGER), '0')
  || ':' || lpad(CAST(abs(micros) // 60000000 % 60 AS VARCHAR), 2, '0')
  || ':' || lpad(CAST(abs(micros) // 1000000 % 60 AS VARCHAR), 2, '0')
  || CASE WHEN abs(micros) % 1000000 = 0 THEN ''
    ELSE '.' || rtrim(lpad(CAST(abs(micros) % 1000000 AS VARCHAR), 6, '0'), '0') END`;

const seconds = `CAST(micros // 1000000 % 60 AS VARCHAR)
  || '.' || CASE WHEN abs(micros) % 1000000 = 0 THEN '0'
    ELSE rtrim(lpad(CAST(abs(micros) % 1000000 AS VARCHAR), 6, '0'), '0') END`;

export const intervalMacros: string[] = [
  `CREATE MACRO rs_interval_months(value) AS CAST(${months} AS INTEGER)`,
  `CREATE MACRO rs_interval_days(value) AS CAST(date_part('day', value) AS INTEGER)`,
  `CREATE MACRO rs_interval_micros(value) AS CAST(${micros} AS BIGINT)`,
  `CREATE MACRO rs_clock_text(micros) AS ${clock}`,
  `CREATE MACRO rs_interval_text(value) AS
    CASE WHEN value IS NULL THEN NULL ELSE
    concat_ws(' ',
      ${counted(`(rs_interval_months(value) // 12)`, 'year', 'years')},
      ${counted(`(rs_interval_months(value) % 12)`, 'mon', 'mons')},
      ${counted('rs_interval_days(value)', 'day', 'days')},
      CASE WHEN rs_interval_micros(value) <> 0 OR (rs_interval_months(value) = 0 AND rs_interval_days(value) = 0)
        THEN rs_clock_text(rs_interval_micros(value)) END) END`,
  `CREATE MACRO rs_interval_y2m_text(value) AS
    (rs_interval_months(value) // 12) || ' years ' || (rs_interval_months(value) % 12) || ' mons'`,
  `CREATE MACRO rs_seconds_text(micros) AS ${seconds}`,
  `CREATE MACRO rs_interval_d2s_text(value) AS
    rs_interval_days(value) || ' days ' || (rs_interval_micros(value) // 3600000000) || ' hours '
    || (rs_interval_micros(value) // 60000000 % 60) || ' mins ' || rs_seconds_text(rs_interval_micros(value)) || ' secs'`,
  `CREATE MACRO rs_interval_times(value, factor) AS
    to_months(CAST(trunc(rs_interval_months(value) * factor) AS INTEGER))
    + to_days(CAST(trunc(rs_interval_days(value) * factor + (rs_interval_months(value) * factor % 1) * 30) AS INTEGER))
    + to_microseconds(CAST(round(rs_interval_micros(value) * factor
      + ((rs_interval_days(value) * factor + (rs_interval_months(value) * factor % 1) * 30) % 1) * 86400000000) AS BIGINT))`,
  `CREATE MACRO rs_interval_to_y2m(value) AS to_months(rs_interval_months(value))`,
  `CREATE MACRO rs_interval_to_d2s(value) AS
    to_days(rs_interval_days(value)) + to_microseconds(rs_interval_micros(value))`,
];
