import { foldableError } from '#sql/engine/runtime-error.ts';

const notHex = foldableError('invalid_text_representation', `'invalid hexadecimal data: ' || source`, 'BLOB');
const notBinary = foldableError('invalid_text_representation', `'invalid binary data: ' || source`, 'BLOB');
const outOfRange = foldableError(
  'invalid_parameter_value',
  `'index ' || place || ' out of valid range, 0..' || (octet_length(source) * 8 - 1)`,
  'INTEGER',
);

export const varbyteMacros: string[] = [
  `CREATE MACRO rs_bytes_to_hex(source) AS lower(hex(source))`,
  `CREATE MACRO rs_from_hex(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN NOT regexp_full_match(source, '[0-9A-Fa-f]*') THEN ${notHex}
      WHEN source = '' THEN CAST('' AS BLOB)
      ELSE unhex(source) END`,
  `CREATE MACRO rs_from_binary(source) AS
    CASE WHEN source IS NULL THEN NULL
      WHEN NOT regexp_full_match(source, '[01]*') OR length(source) % 8 <> 0 THEN ${notBinary}
      WHEN source = '' THEN CAST('' AS BLOB)
      ELSE unhex(array_to_string(list_transform(range(0, length(source), 4), lambda place:
        substring('0123456789ABCDEF', CAST(1 + CAST(substring(source, place + 1, 1) AS INTEGER) * 8
          + CAST(substring(source, place + 2, 1) AS INTEGER) * 4 + CAST(substring(source, place + 3, 1) AS INTEGER) * 2
          + CAST(substring(source, place + 4, 1) AS INTEGER) AS BIGINT), 1)), '')) END`,
  `CREATE MACRO rs_to_binary(source) AS
    CASE WHEN source IS NULL THEN NULL WHEN octet_length(source) = 0 THEN '' ELSE CAST(CAST(source AS BIT) AS VARCHAR) END`,
  `CREATE MACRO rs_getbit(source, place) AS
    CASE WHEN source IS NULL OR place IS NULL THEN NULL
      WHEN place < 0 OR place >= octet_length(source) * 8 THEN ${outOfRange}
      ELSE get_bit(CAST(source AS BIT), CAST(octet_length(source) * 8 - 1 - place AS INTEGER)) END`,
];
