import { fail } from '#base/errors.ts';
import { formatType, type SqlType } from '#sql/types.ts';

/** The longest prefix of at most `length` UTF-8 bytes; no character is split. */
export function cutBytes(value: string, length: number): string {
  if (value.length * 3 <= length || Buffer.byteLength(value) <= length) return value;
  const bytes = Buffer.from(value);
  let end = length;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

/**
 * The value as a column of the type takes it: a surplus of blanks is cut, any other surplus throws 22001.
 */
export function fitBytes(value: string, type: SqlType & { length: number }, position?: number): string {
  const cut = cutBytes(value, type.length);
  if (cut.length === value.length || /^ *$/.test(value.slice(cut.length))) return cut;
  throw fail(
    'string_data_right_truncation',
    `value too long for type ${formatType(type)}`,
    position === undefined ? {} : { position },
  );
}
