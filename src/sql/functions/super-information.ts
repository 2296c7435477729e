import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { bool, int4, superType, varchar } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

function information(name: string, returns: SqlType, emit: string): FunctionDefinition {
  return { name, family: 'super', overloads: [{ args: ['super'], returns, emit }] };
}

/** What a SUPER value is. A number with an exponent is floating point, any other a decimal. */
export const superInformation: FunctionDefinition[] = [
  information('json_typeof', varchar(7), 'rs_json_typeof({0})'),
  information('json_size', int4, 'CAST(strlen(CAST({0} AS VARCHAR)) AS INTEGER)'),
  information('is_array', bool, "coalesce(json_type({0}) = 'ARRAY', false)"),
  information('is_object', bool, "coalesce(json_type({0}) = 'OBJECT', false)"),
  information('is_scalar', bool, "coalesce(json_type({0}) NOT IN ('ARRAY', 'OBJECT', 'NULL'), false)"),
  information('is_boolean', bool, "coalesce(json_type({0}) = 'BOOLEAN', false)"),
  information('is_varchar', bool, "coalesce(json_type({0}) = 'VARCHAR', false)"),
  information(
    'is_char',
    bool,
    "coalesce(json_type({0}) = 'VARCHAR' AND regexp_full_match(json_extract_string({0}, '$'), '[\\x00-\\x7f]*'), false)",
  ),
  information('is_smallint', bool, 'rs_is_whole({0}, -32768, 32767)'),
  information('is_integer', bool, 'rs_is_whole({0}, -2147483648, 2147483647)'),
  information('is_bigint', bool, 'rs_is_whole({0}, -9223372036854775808, 9223372036854775807)'),
  information(
    'is_decimal',
    bool,
    "coalesce(rs_is_number({0}) AND NOT regexp_matches(CAST({0} AS VARCHAR), '[eE]'), false)",
  ),
  information(
    'is_float',
    bool,
    "coalesce(rs_is_number({0}) AND regexp_matches(CAST({0} AS VARCHAR), '[eE]'), false)",
  ),
  information('decimal_precision', int4, 'rs_decimal_precision({0})'),
  information('decimal_scale', int4, 'rs_decimal_scale({0})'),
  information('get_number_attributes', int4, 'rs_get_number_attributes({0})'),
  information(
    'lower_attribute_names',
    superType,
    'CAST(rs_attribute_names(CAST({0} AS VARCHAR), true) AS JSON)',
  ),
  information(
    'upper_attribute_names',
    superType,
    'CAST(rs_attribute_names(CAST({0} AS VARCHAR), false) AS JSON)',
  ),
  {
    name: 'size',
    family: 'super',
    overloads: [{ args: ['super'], returns: int4, emit: 'CAST(strlen(CAST({0} AS VARCHAR)) AS INTEGER)' }],
    note: 'Counts the bytes of the JSON text, not of the stored form.',
  },
];
