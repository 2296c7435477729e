import {
  type FieldReader,
  fixedProblem,
  problemText,
  whiteSpace,
} from '#sql/copy/conversion/field-reader.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';

type TextType = SqlType & { name: 'char' | 'varchar' };

/**
 * CHAR and VARCHAR: lengths are bytes. Empty text stays empty and blanks stay blanks, unless EMPTYASNULL and
 * BLANKSASNULL say otherwise. CHAR takes single-byte characters alone, and blanks at its end do not count.
 */
export function readText(field: string, type: TextType, options: ConversionOptions): FieldReader {
  const isChar = type.name === 'char';
  const text = trimmedText(field, type, options);
  const tooLong = `strlen(${text}) > ${type.length}`;
  const cut = `rs_cut_bytes(${text}, ${type.length})`;
  return {
    nothing: nothingText(field, options),
    plainly: (yes, no) => `CASE WHEN ${plainTests(field, type, options)} THEN ${yes} ELSE ${no} END`,
    plainValue: field,
    usable: [
      ...(isChar ? [isAscii(field)] : []),
      ...(options.truncateColumns ? [] : [`NOT ${tooLong}`]),
      'true',
    ].join(' AND '),
    value: `CASE WHEN ${nothingText(field, options)} THEN NULL WHEN ${tooLong} THEN ${isChar ? `rtrim(${cut}, ' ')` : cut} ELSE ${text} END`,
    problem: isChar
      ? `CASE WHEN ${isAscii(field)} THEN ${fixedProblem(1204, 'Char length exceeds DDL length')} ELSE ${multibyte(field)} END`
      : fixedProblem(1204, 'String length exceeds DDL length'),
  };
}

/** Cheap tests that leave the field as it is. */
function plainTests(field: string, type: TextType, options: ConversionOptions): string {
  const tests = [`strlen(${field}) <= ${type.length}`];
  if (type.name === 'char') tests.push(isAscii(field), `NOT suffix(${field}, ' ')`);
  else if (options.trimBlanks) {
    for (const code of [32, 9, 10, 11, 12, 13]) tests.push(`NOT suffix(${field}, chr(${code}))`);
  }
  // White space sorts before every other character that can be seen.
  if (options.blanksAsNull) tests.push(`${field} >= '!'`);
  else if (options.emptyAsNull) tests.push(`${field} <> ''`);
  return tests.join(' AND ');
}

function nothingText(field: string, { emptyAsNull, blanksAsNull }: ConversionOptions): string {
  const blank = `(${field} <> '' AND trim(${field}, ${whiteSpace}) = '')`;
  return `(${[`${field} IS NULL`, ...(emptyAsNull ? [`${field} = ''`] : []), ...(blanksAsNull ? [blank] : [])].join(' OR ')})`;
}

function trimmedText(field: string, type: TextType, { trimBlanks }: ConversionOptions): string {
  if (type.name === 'char') return `rtrim(${field}, ' ')`;
  return trimBlanks ? `rtrim(${field}, ${whiteSpace})` : field;
}

function isAscii(field: string): string {
  return `length(${field}) = strlen(${field})`;
}

/** Names the first character that is no ASCII, by its bytes. */
function multibyte(field: string): string {
  const before = `regexp_extract(${field}, '^[\\x00-\\x7f]*')`;
  const character = `lower(hex(encode(substring(${field}, length(${before}) + 1, 1))))`;
  return problemText(
    1220,
    `strlen(${before})`,
    `'Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: ' || trim(regexp_replace(${character}, '(..)', '\\1 ', 'g'))`,
  );
}
