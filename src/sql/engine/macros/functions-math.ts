import { foldableError } from '#sql/engine/runtime-error.ts';

const outOfRange = error('input is out of range');

/** An error of a function of doubles. */
function error(message: string): string {
  return foldableError('invalid_parameter_value', `'${message}'`, 'DOUBLE');
}

/** Exact average of decimals of one scale: the sum's unscaled digits over the count, cut off at the scale, as division does. */
function decimalAverage(scale: number): string {
  const unscaled = `CAST(replace(CAST(total AS VARCHAR), '.', '') AS HUGEINT)`;
  const quotient = `CAST(${unscaled} // number AS DECIMAL(38,0))`;
  const unit = `CAST('1e-${scale}' AS DECIMAL(${scale + 1},${scale}))`;
  const value = scale === 0 ? quotient : `${quotient} * ${unit}`;
  return `CREATE MACRO rs_decimal_average_${scale}(total, number) AS CAST(${value} AS DECIMAL(38,${scale}))`;
}

export const mathMacros: string[] = [
  ...Array.from({ length: 38 }, (_, scale) => decimalAverage(scale)),
  `CREATE MACRO rs_sqrt(x) AS
    CASE WHEN x < 0 THEN ${error('cannot take square root of a negative number')}
      ELSE sqrt(x) END`,
  `CREATE MACRO rs_ln(x) AS
    CASE WHEN x = 0 THEN ${error('cannot take logarithm of zero')}
      WHEN x < 0 THEN ${error('cannot take logarithm of a negative number')}
      ELSE ln(x) END`,
  `CREATE MACRO rs_log10(x) AS
    CASE WHEN x = 0 THEN ${error('cannot take logarithm of zero')}
      WHEN x < 0 THEN ${error('cannot take logarithm of a negative number')}
      ELSE log10(x) END`,
  `CREATE MACRO rs_asin(x) AS CASE WHEN x < -1 OR x > 1 THEN ${outOfRange} ELSE asin(x) END`,
  `CREATE MACRO rs_acos(x) AS CASE WHEN x < -1 OR x > 1 THEN ${outOfRange} ELSE acos(x) END`,
  `CREATE MACRO rs_trunc_double(x, places) AS trunc(x * pow(10.0::DOUBLE, places)) / pow(10.0::DOUBLE, places)`,
  `CREATE MACRO rs_checksum(digits) AS
    CASE WHEN digits IS NULL THEN NULL WHEN TRY_CAST(digits AS INTEGER) IS NULL
      THEN ${foldableError('feature_not_supported', "'CHECKSUM of a value beyond 32 bits is not supported'", 'INTEGER')}
      ELSE CAST(digits AS INTEGER) END`,
  `CREATE MACRO rs_listagg_limit(text) AS
    CASE WHEN strlen(text) > 65535 THEN ${foldableError('internal_error', "'Result size exceeds LISTAGG limit'", 'VARCHAR')}
      ELSE text END`,
];
