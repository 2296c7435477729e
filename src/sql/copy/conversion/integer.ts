import {
  type FieldReader,
  fixedProblem,
  invalidCharacter,
  isNothing,
} from '#sql/copy/conversion/field-reader.ts';
import { engineType } from '#sql/engine-type.ts';

/** The types as the compute nodes' messages call them, with their bounds and digits. */
const integers = {
  int2: { name: 'Short', range: '-32768 to 32767', digits: 5 },
  int4: { name: 'Integer', range: '-2147483648 to 2147483647', digits: 10 },
  int8: { name: 'Long', range: '-9223372036854775808 to 9223372036854775807', digits: 19 },
};

/**
 * Digits with an optional sign, blanks around them. The engine's cast takes more (`1.5`, `1e3`, `0x1f`, `1_000`), so
 * that a value alone proves nothing.
 */
export function readInteger(field: string, type: keyof typeof integers): FieldReader {
  const { name, range } = integers[type];
  const value = `TRY_CAST(${field} AS ${engineType({ name: type })})`;
  const isInteger = `regexp_full_match(${field}, '\\s*[+-]?[0-9]+\\s*')`;
  return {
    nothing: isNothing(field),
    plainly: (yes, no) => plainInteger(field, value, type, yes, no),
    plainValue: value,
    usable: `CASE WHEN ${isInteger} THEN ${value} END IS NOT NULL`,
    value,
    problem: `CASE WHEN ${isInteger} THEN ${fixedProblem(1222, `Overflow (${name} valid range ${range})`)} ELSE ${invalidCharacter(1207, field, '\\s*[+-]?[0-9]*', name)} END`,
  };
}

/**
 * A number of as many digits as the text has bytes was written in digits alone, if the text does not begin with 0
 * (hexadecimal) and the number does not end in 0 (an exponent): every other form needs a byte that is no digit. This
 * costs half of printing the number and comparing, which is left for the rest.
 */
function plainInteger(
  field: string,
  value: string,
  type: keyof typeof integers,
  yes: string,
  no: string,
): string {
  const printed = `WHEN CAST(${value} AS VARCHAR) = ${field} THEN ${yes} ELSE ${no} END`;
  const powers = Array.from({ length: integers[type].digits }, (_, digits) => 10n ** BigInt(digits));
  const smallest = `CAST([${powers.join(', ')}] AS ${engineType({ name: type })}[])[strlen(${field})]`;
  return `CASE WHEN ${value} >= ${smallest} THEN CASE WHEN ${value} % 10 <> 0 THEN CASE WHEN ${field} >= '1' THEN ${yes} ELSE ${no} END ${printed} ${printed}`;
}
