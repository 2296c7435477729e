import { runtimeErrorWith } from '#sql/engine/runtime-error.ts';

const invalid = runtimeErrorWith('internal_error', 'JSON parsing error: invalid json object ', 'document');
const notArray = runtimeErrorWith(
  'internal_error',
  'JSON parsing error: invalid json array object ',
  'document',
);

/**
 * JSON functions on text. Missing things are '' rather than NULL, text that is not JSON is an error unless the
 * caller asked for NULL: both are documented.
 */
export const jsonMacros: string[] = [
  `CREATE MACRO rs_json_key(key) AS '."' || replace(key, '"', '\\"') || '"'`,
  `CREATE MACRO rs_json_path_text(document, path, null_if_invalid) AS
    CASE WHEN document IS NULL THEN NULL
      WHEN json_valid(document) THEN coalesce(json_extract_string(document, path), '')
      WHEN null_if_invalid THEN NULL
      ELSE ${invalid} END`,
  `CREATE MACRO rs_is_json_array(document) AS
    CASE WHEN NOT json_valid(document) THEN false ELSE json_type(document) = 'ARRAY' END`,
  `CREATE MACRO rs_json_array_length(document, null_if_invalid) AS
    CASE WHEN document IS NULL THEN NULL
      WHEN rs_is_json_array(document) THEN CAST(json_array_length(document) AS INTEGER)
      WHEN null_if_invalid THEN NULL
      ELSE ${notArray} END`,
  `CREATE MACRO rs_json_element_text(document, place, null_if_invalid) AS
    CASE WHEN document IS NULL OR place IS NULL THEN NULL
      WHEN rs_is_json_array(document)
        THEN CASE WHEN place < 0 THEN '' ELSE coalesce(json_extract_string(document, '$[' || place || ']'), '') END
      WHEN null_if_invalid THEN NULL
      ELSE ${notArray} END`,
];
