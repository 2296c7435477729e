import { foldableError } from '#sql/engine/runtime-error.ts';

/** The cast is for a constant NULL, which the engine gives the type JSON. */
const items = (value: string) => `CAST(json_extract(${value}, '$[*]') AS JSON[])`;
const isArray = (value: string) => `json_type(${value}) = 'ARRAY'`;
/** Number of items in `list` that are the same as `item`. */
const occurrences = (list: string, item: string) =>
  `len(list_filter(${list}, lambda candidate: candidate = ${item}))`;

/** Places of the value, from 0; the value and the elements are compared as JSON, a JSON null as NULL. */
const places = `list_filter(list_transform(${items('value')}, lambda item, place:
  CASE WHEN coalesce(rs_super_equal(item, wanted), false) OR (json_type(item) = 'NULL' AND (wanted IS NULL OR json_type(wanted) = 'NULL'))
    THEN place - 1 ELSE NULL END), lambda place: place IS NOT NULL)`;
const hasNull = `coalesce(list_contains(list_transform(${items('value')}, lambda item: json_type(item)), 'NULL'), false)`;
const searchesNull = `(wanted IS NULL OR json_type(wanted) = 'NULL')`;

/** NULL when NULLs are not searchable and one of them could be the answer. */
function search(name: string, found: string): string {
  return `CREATE MACRO ${name}(value, wanted, null_match) AS
    CASE WHEN value IS NULL OR ${isArray('value')} IS NOT TRUE THEN NULL
      WHEN NOT null_match AND ${searchesNull} THEN NULL
      WHEN NOT null_match AND ${hasNull} AND len(${places}) = 0 THEN NULL
      ELSE ${found} END`;
}

const kindOrder = `CASE json_type(item) WHEN 'BOOLEAN' THEN 1 WHEN 'VARCHAR' THEN 3 WHEN 'ARRAY' THEN 4 WHEN 'OBJECT' THEN 5 ELSE 2 END`;
const sortKey = `struct_pack(kind := ${kindOrder},
  number := CASE WHEN ${kindOrder} = 2 THEN CAST(CAST(item AS VARCHAR) AS DOUBLE) END,
  text := CASE WHEN ${kindOrder} <> 2 THEN json_extract_string(item, '$') END, item := item)`;
const notNull = `list_filter(${items('value')}, lambda item: json_type(item) <> 'NULL')`;
const nulls = `list_filter(${items('value')}, lambda item: json_type(item) = 'NULL')`;
const sorted = (direction: string) =>
  `list_transform(list_sort(list_transform(${notNull}, lambda item: ${sortKey}), '${direction}'), lambda entry: entry.item)`;

/** Digits of a number without an exponent, sign and point left out. */
const numberText = `ltrim(CAST(value AS VARCHAR), '-')`;
const isDecimal = `rs_is_number(value) AND NOT regexp_matches(CAST(value AS VARCHAR), '[eE]')`;

const serializeTooLong = foldableError(
  'string_data_right_truncation',
  `'JSON_SERIALIZE result of ' || strlen(CAST(value AS VARCHAR)) || ' bytes exceeds the maximum length of VARCHAR'`,
  'VARCHAR',
);

/** Whole numbers of a SUPER number: in decimal while it fits, else in double. */
function wholeOfSuper(name: string): string {
  const digits = 'CAST(value AS VARCHAR)';
  const exact = `CAST(CAST(${name}(TRY_CAST(${digits} AS DECIMAL(38,10))) AS HUGEINT) AS VARCHAR)`;
  const rough = `CAST(to_json(${name}(CAST(${digits} AS DOUBLE))) AS VARCHAR)`;
  return `CREATE MACRO rs_super_${name}(value) AS
    CASE WHEN rs_is_number(value) THEN CAST(CASE
      WHEN regexp_full_match(${digits}, '-?[0-9]+') THEN ${digits}
      WHEN regexp_matches(${digits}, '[eE]') OR TRY_CAST(${digits} AS DECIMAL(38,10)) IS NULL THEN ${rough}
      ELSE ${exact} END AS JSON) END`;
}

export const superMacros: string[] = [
  `CREATE MACRO rs_is_number(value) AS json_type(value) IN ('BIGINT', 'UBIGINT', 'DOUBLE', 'HUGEINT')`,
  ...['ceil', 'floor', 'round', 'trunc'].map(wholeOfSuper),
  `CREATE MACRO rs_super_abs(value) AS
    CASE WHEN rs_is_number(value) THEN CAST(ltrim(CAST(value AS VARCHAR), '-') AS JSON) END`,
  `CREATE MACRO rs_is_whole(value, low, high) AS
    coalesce(rs_is_number(value) AND regexp_full_match(CAST(value AS VARCHAR), '-?[0-9]{1,19}')
      AND TRY_CAST(CAST(value AS VARCHAR) AS HUGEINT) BETWEEN low AND high, false)`,
  `CREATE MACRO rs_json_typeof(value) AS
    CASE json_type(value) WHEN 'BOOLEAN' THEN 'boolean' WHEN 'VARCHAR' THEN 'string' WHEN 'ARRAY' THEN 'array'
      WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' ELSE CASE WHEN value IS NOT NULL THEN 'number' END END`,
  `CREATE MACRO rs_decimal_precision(value) AS
    CASE WHEN ${isDecimal} THEN CAST(greatest(length(ltrim(replace(${numberText}, '.', ''), '0')), 1) AS INTEGER) END`,
  `CREATE MACRO rs_decimal_scale(value) AS
    CASE WHEN ${isDecimal} THEN CAST(length(split_part(${numberText}, '.', 2)) AS INTEGER) END`,
  `CREATE MACRO rs_get_number_attributes(value) AS
    CASE WHEN json_type(value) = 'OBJECT' THEN CAST(len(json_keys(value)) AS INTEGER) END`,
  `CREATE MACRO rs_get_array_length(value) AS
    CASE WHEN ${isArray('value')} THEN CAST(json_array_length(value) AS BIGINT) END`,
  `CREATE MACRO rs_array_concat(one, other) AS
    CASE WHEN ${isArray('one')} AND ${isArray('other')}
      THEN to_json(list_concat(${items('one')}, ${items('other')})) END`,
  `CREATE MACRO rs_subarray(value, start, count) AS
    CASE WHEN ${isArray('value')} AND start >= 0 AND count >= 0
      THEN to_json(list_slice(${items('value')}, start + 1, CAST(start AS BIGINT) + count)) END`,
  `CREATE MACRO rs_array_distinct(value) AS
    CASE WHEN ${isArray('value')}
      THEN to_json(list_filter(${items('value')}, lambda item, place: list_position(${items('value')}, item) = place)) END`,
  search('rs_array_contains', `len(${places}) > 0`),
  search('rs_array_position', `CAST(coalesce(list_extract(${places}, 1), -1) AS INTEGER)`),
  search('rs_array_positions', `to_json(${places})`),
  `CREATE MACRO rs_array_except(one, other, as_set) AS
    CASE WHEN NOT (${isArray('one')} AND ${isArray('other')}) THEN NULL
      ELSE to_json(list_filter(${items('one')}, lambda item, place:
        CASE WHEN as_set
          THEN list_position(${items('one')}, item) = place AND NOT list_contains(${items('other')}, item)
          ELSE ${occurrences(`list_slice(${items('one')}, 1, place)`, 'item')} > ${occurrences(items('other'), 'item')}
        END)) END`,
  `CREATE MACRO rs_array_intersection(one, other, as_set) AS
    CASE WHEN NOT (${isArray('one')} AND ${isArray('other')}) THEN NULL
      ELSE to_json(list_filter(${items('one')}, lambda item, place:
        CASE WHEN as_set
          THEN list_position(${items('one')}, item) = place AND list_contains(${items('other')}, item)
          ELSE ${occurrences(`list_slice(${items('one')}, 1, place)`, 'item')} <= ${occurrences(items('other'), 'item')}
        END)) END`,
  `CREATE MACRO rs_arrays_overlap(one, other) AS
    CASE WHEN ${isArray('one')} AND ${isArray('other')} THEN list_has_any(${items('one')}, ${items('other')}) END`,
  `CREATE MACRO rs_array_sort(value, ascending, nulls_first) AS
    CASE WHEN NOT (${isArray('value')}) THEN NULL
      ELSE to_json(list_concat(
        CASE WHEN nulls_first THEN ${nulls} ELSE [] END,
        CASE WHEN ascending THEN ${sorted('asc')} ELSE ${sorted('desc')} END,
        CASE WHEN nulls_first THEN [] ELSE ${nulls} END)) END`,
  `CREATE MACRO rs_json_serialize(value) AS
    CASE WHEN strlen(CAST(value AS VARCHAR)) > 65535 THEN ${serializeTooLong} ELSE CAST(value AS VARCHAR) END`,
];
