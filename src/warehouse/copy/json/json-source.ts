import type { RelationColumn } from '#sql/catalog-reader.ts';
import type { FieldConversion } from '#sql/copy/field-conversion.ts';
import { engineType } from '#sql/engine-type.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { lineBytesMax } from '#warehouse/copy/json/inspect-json.ts';

/** A name that no member of the files has. */
const fileColumn = 'slipher file name';

/** What the engine reads of files whose lines follow a `JsonTemplate`. */
export interface JsonMembers {
  /** The member that each column takes. */
  members: readonly string[];
  /** Columns that are read as their type. */
  proven: readonly boolean[];
}

/**
 * DuckDB text for FROM: the records of the files, fields `f1`, `f2` … as text, and `filename`. Of columns that are proven
 * the field is NULL and the value is `p1`, `p2` ….
 */
export function jsonSource(
  paths: readonly string[],
  { members, proven }: JsonMembers,
  columns: readonly Pick<RelationColumn, 'type'>[],
): string {
  const types = new Map<string, string>();
  for (const [column, name] of members.entries()) {
    const type = columns[column]?.type;
    const whole = type && proven[column] ? engineType(type) : undefined;
    types.set(name, whole ?? (type?.name === 'super' ? 'JSON' : (types.get(name) ?? 'VARCHAR')));
  }
  const definitions = [...types].map(([name, type]) => `${quoteLiteral(name)}: '${type}'`).join(', ');
  const places = new Map([...types.keys()].map((name, index) => [name, `m${index + 1}`]));
  const fields = members.map((name, column) => {
    const place = places.get(name) ?? '';
    if (proven[column]) return `NULL::VARCHAR AS f${column + 1}, ${place} AS p${column + 1}`;
    const isSuper = columns[column]?.type.name === 'super';
    return `${isSuper ? `nullif(CAST(${place} AS VARCHAR), 'null')` : place} AS f${column + 1}`;
  });
  const settings = [
    `columns = {${definitions}}`,
    `format = 'newline_delimited'`,
    'auto_detect = false',
    // Above every line's size, and half of what a thread of the engine takes at once.
    `maximum_object_size = ${4 * lineBytesMax}`,
    `compression = 'uncompressed'`,
    `filename = ${quoteLiteral(fileColumn)}`,
  ];
  const read = `read_json([${paths.map(quoteLiteral).join(', ')}], ${settings.join(', ')})`;
  return `(SELECT ${fields.join(', ')}, filename FROM ${read} AS records(${[...places.values(), 'filename'].join(', ')}))`;
}

/** The conversions, without those of the columns that are read as their type. */
export function jsonConversions(
  conversions: readonly FieldConversion[],
  proven: readonly boolean[],
): FieldConversion[] {
  return conversions.map((conversion, column) => {
    const value = `p${column + 1}`;
    return proven[column] ? { ...conversion, value, acceptable: 'true', strict: () => value } : conversion;
  });
}
