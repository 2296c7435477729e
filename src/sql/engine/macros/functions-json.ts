import { foldableError } from '#sql/engine/runtime-error.ts';

const invalid = (type: string) =>
  foldableError('internal_error', `'JSON parsing error: invalid json object ' || document`, type);
const notArray = (type: string) =>
  foldableError('internal_error', `'JSON parsing error: invalid json array object ' || document`, type);

/** The engine's reader takes trailing commas, NaN and Infinity; text that may hold one is looked at again. */
const suspicious = `regexp_matches(document, '(?i),\\s*[\\]}]|[:\\[,]\\s*-?(nan|inf)|^\\s*-?(nan|inf)')`;
/** Blanks outside strings. */
const compact = `regexp_replace(document, '("(?:[^"\\\\]|\\\\.)*")|\\s+', '\\1', 'g')`;

/**
 * JSON functions on text. Missing things are '' rather than NULL, text that is not JSON is an error unless the
 * caller asked for NULL: both are documented.
 */
export const jsonMacros: string[] = [
  // The engine writes 10.50 as 10.5: where a fraction or an exponent comes out, the text's own digits are sought.
  `CREATE MACRO rs_json_text(document, path) AS
    CASE WHEN regexp_matches(json_extract_string(document, path), '[0-9]\\.[0-9]|[0-9][eE]')
      THEN rs_json_path_raw(document, path) ELSE json_extract_string(document, path) END`,
  `CREATE MACRO rs_json_valid(document) AS
    json_valid(document) AND (NOT ${suspicious} OR rs_is_strict_json(document))`,
  `CREATE MACRO rs_is_json_object(document) AS
    CASE WHEN NOT rs_json_valid(document) THEN false ELSE json_type(document) = 'OBJECT' END`,
  `CREATE MACRO rs_is_json_array(document) AS
    CASE WHEN NOT rs_json_valid(document) THEN false ELSE json_type(document) = 'ARRAY' END`,
  `CREATE MACRO rs_json_parse(document) AS
    CASE WHEN document IS NULL THEN NULL
      WHEN NOT rs_json_valid(document) THEN ${invalid('JSON')}
      WHEN regexp_matches(document, '\\s') THEN CAST(${compact} AS JSON)
      ELSE CAST(document AS JSON) END`,
  `CREATE MACRO rs_json_key(key) AS '."' || replace(key, '"', '\\"') || '"'`,
  `CREATE MACRO rs_json_path_text(document, path, null_if_invalid) AS
    CASE WHEN document IS NULL THEN NULL
      WHEN rs_json_valid(document) THEN coalesce(rs_json_text(document, path), '')
      WHEN null_if_invalid THEN NULL
      ELSE ${invalid('VARCHAR')} END`,
  `CREATE MACRO rs_json_array_length(document, null_if_invalid) AS
    CASE WHEN document IS NULL THEN NULL
      WHEN rs_is_json_array(document) THEN CAST(json_array_length(document) AS INTEGER)
      WHEN null_if_invalid THEN NULL
      ELSE ${notArray('INTEGER')} END`,
  `CREATE MACRO rs_json_element_text(document, place, null_if_invalid) AS
    CASE WHEN document IS NULL OR place IS NULL THEN NULL
      WHEN rs_is_json_array(document)
        THEN CASE WHEN place < 0 THEN '' ELSE coalesce(rs_json_text(document, '$[' || place || ']'), '') END
      WHEN null_if_invalid THEN NULL
      ELSE ${notArray('VARCHAR')} END`,
];
