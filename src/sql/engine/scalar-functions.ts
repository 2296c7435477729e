import { createHash } from 'node:crypto';
import { copyMoment } from '#sql/engine/algorithms/copy-moment.ts';
import { crc32c } from '#sql/engine/algorithms/crc32c.ts';
import { farmFingerprint } from '#sql/engine/algorithms/farm-fingerprint.ts';
import { fnv1a, fnvOffsetBasis } from '#sql/engine/algorithms/fnv1a.ts';
import { formatDate, momentFromMicros } from '#sql/engine/algorithms/format-date.ts';
import { formatNumber, parseNumber } from '#sql/engine/algorithms/format-number.ts';
import { floatBytes, integerBytes, shortestBytes } from '#sql/engine/algorithms/hash-bytes.ts';
import { jsonPathText } from '#sql/engine/algorithms/json-path.ts';
import { changeAttributeNames, flattenArray, isStrictJson } from '#sql/engine/algorithms/json-text.ts';
import { murmur3 } from '#sql/engine/algorithms/murmur3.ts';
import { parseDate } from '#sql/engine/algorithms/parse-date.ts';
import {
  regexpCount,
  regexpInstr,
  regexpReplace,
  regexpSubstr,
} from '#sql/engine/algorithms/regular-expression.ts';
import { strtol } from '#sql/engine/algorithms/strtol.ts';
import { teradataNumber } from '#sql/engine/algorithms/teradata-number.ts';

/** Value of an argument or a result, by DuckDB type. BOOLEAN is boolean, INTEGER and DOUBLE number. */
export interface ScalarValues {
  VARCHAR: string;
  BLOB: Uint8Array;
  BIGINT: bigint;
  INTEGER: number;
  DOUBLE: number;
  BOOLEAN: boolean;
}
export type ScalarType = keyof ScalarValues;
export type ScalarValue = ScalarValues[ScalarType];

/**
 * A function that no DuckDB macro can express. The warehouse registers it as a DuckDB scalar function; it runs on
 * the main thread, row by row. NULL in any argument is NULL without a call. A RedshiftError that `call` throws
 * becomes the error text `slipher:<SQLSTATE>:<message>` (runtime-error.ts).
 */
export interface ScalarFunction {
  name: string;
  args: ScalarType[];
  returns: ScalarType;
  call: (...args: never[]) => ScalarValue | null;
}

type Values<Types extends readonly ScalarType[]> = { [Index in keyof Types]: ScalarValues[Types[Index]] };

function scalar<const Types extends readonly ScalarType[], Result extends ScalarType>(
  name: string,
  args: Types,
  returns: Result,
  call: (...args: Values<Types>) => ScalarValues[Result] | null,
): ScalarFunction {
  return { name, args: [...args], returns, call: call as unknown as ScalarFunction['call'] };
}

const digestByBits: Record<number, string> = {
  0: 'sha256',
  224: 'sha224',
  256: 'sha256',
  384: 'sha384',
  512: 'sha512',
};

export const scalarFunctions: ScalarFunction[] = [
  scalar('rs_sha2', ['BLOB', 'INTEGER'], 'VARCHAR', (bytes, bits) => {
    const digest = digestByBits[bits];
    return digest === undefined ? '' : createHash(digest).update(bytes).digest('hex');
  }),
  scalar('rs_crc32', ['VARCHAR'], 'VARCHAR', (text) => crc32c(Buffer.from(text)).toString(16)),
  scalar('rs_fnv_hash', ['BLOB'], 'BIGINT', (bytes) => BigInt.asIntN(64, fnv1a(bytes, fnvOffsetBasis))),
  scalar('rs_fnv_hash_seeded', ['BLOB', 'BIGINT'], 'BIGINT', (bytes, seed) =>
    BigInt.asIntN(64, fnv1a(bytes, BigInt.asUintN(64, seed))),
  ),
  scalar(
    'rs_to_char_moment',
    ['BIGINT', 'VARCHAR', 'VARCHAR', 'BIGINT'],
    'VARCHAR',
    (micros, template, abbreviation, offset) =>
      formatDate(momentFromMicros(micros), template, {
        abbreviation,
        offsetSeconds: Number(offset / 1_000_000n),
      }),
  ),
  scalar('rs_to_char_number', ['VARCHAR', 'VARCHAR'], 'VARCHAR', formatNumber),
  scalar('rs_to_number', ['VARCHAR', 'VARCHAR'], 'VARCHAR', parseNumber),
  scalar('rs_parse_date', ['VARCHAR', 'VARCHAR', 'BOOLEAN'], 'BIGINT', parseDate),
  scalar('rs_regexp_count', ['VARCHAR', 'VARCHAR', 'INTEGER', 'VARCHAR'], 'INTEGER', regexpCount),
  scalar(
    'rs_regexp_instr',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER', 'INTEGER', 'VARCHAR'],
    'INTEGER',
    regexpInstr,
  ),
  scalar(
    'rs_regexp_substr',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER', 'VARCHAR'],
    'VARCHAR',
    regexpSubstr,
  ),
  scalar(
    'rs_regexp_replace',
    ['VARCHAR', 'VARCHAR', 'VARCHAR', 'INTEGER', 'VARCHAR'],
    'VARCHAR',
    regexpReplace,
  ),
  scalar('rs_array_flatten', ['VARCHAR'], 'VARCHAR', flattenArray),
  scalar('rs_attribute_names', ['VARCHAR', 'BOOLEAN'], 'VARCHAR', changeAttributeNames),
  scalar('rs_json_path_raw', ['VARCHAR', 'VARCHAR'], 'VARCHAR', jsonPathText),
  scalar('rs_is_strict_json', ['VARCHAR'], 'BOOLEAN', isStrictJson),
  scalar('rs_integer_bytes', ['VARCHAR', 'INTEGER'], 'BLOB', (digits, width) =>
    integerBytes(BigInt(digits), width),
  ),
  scalar('rs_shortest_bytes', ['VARCHAR'], 'BLOB', (digits) => shortestBytes(BigInt(digits))),
  scalar('rs_float_bytes', ['DOUBLE', 'INTEGER'], 'BLOB', floatBytes),
  scalar('rs_murmur3', ['BLOB', 'INTEGER'], 'INTEGER', murmur3),
  scalar('rs_farm_fingerprint', ['BLOB'], 'BIGINT', (bytes) => BigInt.asIntN(64, farmFingerprint(bytes))),
  scalar('rs_teradata_number', ['VARCHAR', 'INTEGER', 'BOOLEAN'], 'VARCHAR', (text, scale, down) =>
    teradataNumber(text, scale, down ? 'down' : 'half even'),
  ),
  scalar('rs_copy_moment', ['VARCHAR', 'VARCHAR'], 'VARCHAR', copyMoment),
  scalar('rs_strtol', ['VARCHAR', 'INTEGER'], 'BIGINT', strtol),
];
