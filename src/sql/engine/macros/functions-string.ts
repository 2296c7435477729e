import { foldableError } from '#sql/engine/runtime-error.ts';

const negativeLength = (type: string) =>
  foldableError('string_data_right_truncation', "'negative substring length not allowed'", type);

/** Position 1 or the one given, whichever is later; NULL stays NULL. */
const fromOne = 'CASE WHEN start < 1 THEN 1 ELSE start END';
/** Characters left of a substring once the positions before the text are taken off. */
const kept = 'greatest(CASE WHEN start < 1 THEN count + start - 1 ELSE count END, 0)';

/** American Soundex: h and w do not part equal codes, vowels do. */
const soundexLetters = `regexp_replace(upper(word), '[^A-Z]', '', 'g')`;
const soundexCodes = `translate(left(${soundexLetters}, 1) || translate(substring(${soundexLetters}, 2), 'HW', ''),
  'BFPVCGJKQSXZDTLMNRAEIOUYHW', '11112222222233455600000000')`;
const collapsed = [0, 1, 2, 3, 4, 5, 6].reduce(
  (text, digit) => `regexp_replace(${text}, '${digit}+', '${digit}', 'g')`,
  soundexCodes,
);

export const stringMacros: string[] = [
  `CREATE MACRO rs_substring_from(source, start) AS substring(source, ${fromOne})`,
  `CREATE MACRO rs_substring(source, start, count) AS
    CASE WHEN count < 0 THEN ${negativeLength('VARCHAR')}
      WHEN start IS NULL OR count IS NULL THEN NULL
      ELSE substring(source, ${fromOne}, ${kept}) END`,
  `CREATE MACRO rs_substring_bytes_from(source, start) AS array_slice(source, ${fromOne}, octet_length(source))`,
  `CREATE MACRO rs_substring_bytes(source, start, count) AS
    CASE WHEN count < 0 THEN ${negativeLength('BLOB')}
      WHEN start IS NULL OR count IS NULL THEN NULL
      ELSE unhex(substring(hex(source), (${fromOne}) * 2 - 1, (${kept}) * 2)) END`,
  `CREATE MACRO rs_lpad(source, width, fill) AS
    CASE WHEN fill = '' THEN left(source, greatest(width, 0)) ELSE lpad(source, width, fill) END`,
  `CREATE MACRO rs_rpad(source, width, fill) AS
    CASE WHEN fill = '' THEN left(source, greatest(width, 0)) ELSE rpad(source, width, fill) END`,
  `CREATE MACRO rs_split_part(source, delimiter, part) AS
    CASE WHEN part < 1 THEN ${foldableError('invalid_parameter_value', "'field position must be greater than zero'", 'VARCHAR')}
      WHEN delimiter = '' THEN CASE WHEN part = 1 THEN source ELSE '' END
      ELSE split_part(source, delimiter, part) END`,
  `CREATE MACRO rs_octetindex(part, source) AS
    CAST(CASE WHEN strpos(source, part) = 0 THEN 0
      ELSE strlen(left(source, strpos(source, part) - 1)) + 1 END AS INTEGER)`,
  `CREATE MACRO rs_initcap(source) AS
    CASE WHEN source = '' THEN '' ELSE
      array_to_string(list_transform(
        regexp_extract_all(lower(source), '[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+'),
        lambda word: upper(left(word, 1)) || substring(word, 2)), '') END`,
  `CREATE MACRO rs_quote_literal(source) AS
    '''' || replace(replace(source, '\\', '\\\\'), '''', '''''') || ''''`,
  `CREATE MACRO rs_quote_ident(source) AS
    CASE WHEN regexp_full_match(source, '[a-z_][a-z0-9_$]*') THEN source
      ELSE '"' || replace(source, '"', '""') || '"' END`,
  `CREATE MACRO rs_nth_match(matches, place) AS CASE WHEN place < 1 THEN NULL WHEN matches IS NULL OR place IS NULL THEN NULL
    ELSE coalesce(matches[place], '') END`,
  `CREATE MACRO rs_soundex(word) AS
    CASE WHEN word IS NULL THEN NULL WHEN ${soundexLetters} = '' THEN '' ELSE
      left(left(${soundexLetters}, 1) || replace(substring(${collapsed}, 2), '0', '') || '000', 4) END`,
  `CREATE MACRO rs_difference(one, other) AS
    CASE WHEN rs_soundex(one) = '' AND rs_soundex(other) = '' THEN 1 ELSE CAST(list_sum(list_transform([1, 2, 3, 4],
      lambda place: CASE WHEN substring(rs_soundex(one), place, 1) = substring(rs_soundex(other), place, 1)
        THEN 1 ELSE 0 END)) AS INTEGER) END`,
];
