/**
 * Facts of a column's type as information_schema and the SVV_ views print them, from pg_type's OID and modifier.
 * `c` is the alias of a row of `databaseColumns`.
 */
const modified = 'c.type_modifier - 4';

/** format_type() without the modifier in parentheses. */
export const dataType = `regexp_replace(c.type_text, '\\(.*\\)', '')`;

/** Declared length of char and varchar, in bytes. */
export const characterLength = `CASE WHEN c.type_oid IN (1042, 1043) AND c.type_modifier > 0 THEN ${modified} END`;

export const numericPrecision = `CASE c.type_oid WHEN 21 THEN 16 WHEN 23 THEN 32 WHEN 20 THEN 64 WHEN 700 THEN 24 WHEN 701 THEN 53 WHEN 1700 THEN (${modified}) >> 16 END`;

export const numericRadix = `CASE WHEN c.type_oid IN (20, 21, 23, 700, 701) THEN 2 WHEN c.type_oid = 1700 THEN 10 END`;

export const numericScale = `CASE WHEN c.type_oid IN (20, 21, 23) THEN 0 WHEN c.type_oid = 1700 THEN (${modified}) & 65535 END`;

export const datetimePrecision = `CASE WHEN c.type_oid IN (1083, 1114, 1184, 1266, 1186, 1190) THEN 6 WHEN c.type_oid = 1082 THEN 0 END`;

export const isNullable = `CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END`;
