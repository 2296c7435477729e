import { quoteLiteral } from '#sql/quote.ts';

/** A name that no member of the files has. */
const fileColumn = 'slipher file name';

/**
 * DuckDB text for FROM: the records of files that follow a `JsonTemplate`, fields `f1`, `f2` … as text, and `filename`.
 * `members` has each column's member, `supers` whether the column takes a value's JSON text.
 */
export function jsonSource(
  paths: readonly string[],
  members: readonly string[],
  supers: readonly boolean[],
): string {
  const types = new Map(members.map((name, index) => [name, supers[index] ? 'JSON' : 'VARCHAR']));
  const columns = [...types].map(([name, type]) => `${quoteLiteral(name)}: '${type}'`).join(', ');
  const places = new Map([...types.keys()].map((name, index) => [name, `m${index + 1}`]));
  const fields = members.map((name, index) => {
    const place = places.get(name) ?? '';
    return `${supers[index] ? `nullif(CAST(${place} AS VARCHAR), 'null')` : place} AS f${index + 1}`;
  });
  const settings = [
    `columns = {${columns}}`,
    `format = 'newline_delimited'`,
    'auto_detect = false',
    `compression = 'uncompressed'`,
    `filename = ${quoteLiteral(fileColumn)}`,
  ];
  const read = `read_json([${paths.map(quoteLiteral).join(', ')}], ${settings.join(', ')})`;
  return `(SELECT ${fields.join(', ')}, filename FROM ${read} AS records(${[...places.values(), 'filename'].join(', ')}))`;
}
