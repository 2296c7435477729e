import { foldableError } from '#sql/engine/runtime-error.ts';

const divideByZero = (type: string) => foldableError('division_by_zero', `'Divide by zero'`, type);

/** Arithmetic that the engine answers with NULL where Redshift raises an error, or does in doubles. */
export const arithmeticMacros: string[] = [
  `CREATE MACRO rs_integer_divide(dividend, divisor) AS
    CASE WHEN divisor = 0 AND dividend IS NOT NULL THEN ${divideByZero('SMALLINT')} ELSE dividend // divisor END`,
  `CREATE MACRO rs_modulo(dividend, divisor) AS
    CASE WHEN divisor = 0 AND dividend IS NOT NULL THEN ${divideByZero('SMALLINT')} ELSE dividend % divisor END`,
  `CREATE MACRO rs_float_divide(dividend, divisor) AS
    CASE WHEN divisor = 0 AND dividend IS NOT NULL THEN ${divideByZero('FLOAT')} ELSE dividend / divisor END`,
  `CREATE MACRO rs_decimal_digits(value) AS CAST(replace(CAST(value AS VARCHAR), '.', '') AS HUGEINT)`,
  `CREATE MACRO rs_square_root(value) AS
    CASE WHEN value < 0
      THEN ${foldableError('invalid_parameter_value', `'cannot take square root of a negative number'`, 'DOUBLE')}
      ELSE sqrt(value) END`,
  // One step of Newton's method takes the last bit of error away: the root of 27 is 3.
  `CREATE MACRO rs_cube_root(value) AS
    CASE WHEN value = 0 OR isinf(value) OR isnan(value) THEN value
      ELSE cbrt(value) - (cbrt(value) * cbrt(value) * cbrt(value) - value) / (3 * cbrt(value) * cbrt(value)) END`,
  `CREATE MACRO rs_factorial(value) AS
    CASE WHEN value < 0 THEN CAST(1 AS HUGEINT) ELSE factorial(CAST(value AS INTEGER)) END`,
  // The engine refuses to shift negative numbers to the left and to lose bits. `kept` is two to the width of the type.
  `CREATE MACRO rs_shift_left(value, places, kept) AS
    ((CAST(value AS HUGEINT) * (1::HUGEINT << CAST(places AS HUGEINT)) % kept + kept + kept // 2) % kept) - kept // 2`,
  'CREATE MACRO rs_shift_right(value, places) AS value >> places',
];
