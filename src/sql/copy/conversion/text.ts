import { fixedProblem, missingData, problemText, whiteSpace } from '#sql/copy/conversion/field-text.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { FieldConversion } from '#sql/copy/field-conversion.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * CHAR and VARCHAR: lengths are bytes. Empty text stays empty and blanks stay blanks, unless EMPTYASNULL and
 * BLANKSASNULL say otherwise. CHAR takes single-byte characters alone and blanks at its end do not count.
 */
export function textConversion(
  field: string,
  type: SqlType & { name: 'char' | 'varchar' },
  notNull: boolean,
  options: ConversionOptions,
): FieldConversion {
  const present = withoutNothing(field, options);
  const trimmed = trimmedText(present, type, options);
  const length = String(type.length);
  const value = options.truncateColumns ? `rs_cut_bytes(${trimmed}, ${length})` : trimmed;
  const fits = options.truncateColumns ? [] : [`strlen(${trimmed}) <= ${length}`];
  const plain = type.name === 'char' ? [`length(${field}) = strlen(${field})`] : [];
  const tests = [...fits, ...plain];
  const acceptable = tests.length === 0 ? `${present} IS NOT NULL` : tests.join(' AND ');
  return {
    value: type.name === 'char' && options.truncateColumns ? `rtrim(${value}, ' ')` : value,
    acceptable: notNull
      ? `coalesce(${present === field || tests.length === 0 ? acceptable : `${acceptable} AND ${present} IS NOT NULL`}, false)`
      : tests.length === 0
        ? 'true'
        : `coalesce(${acceptable}, true)`,
    problem: textProblem(field, present, trimmed, type, plain),
  };
}

/** The field, NULL where an option makes empty or blank text NULL. */
function withoutNothing(field: string, { emptyAsNull, blanksAsNull }: ConversionOptions): string {
  const notEmpty = emptyAsNull ? `nullif(${field}, '')` : field;
  if (!blanksAsNull) return notEmpty;
  return `CASE WHEN ${field} <> '' AND trim(${field}, ${whiteSpace}) = '' THEN NULL ELSE ${notEmpty} END`;
}

function trimmedText(text: string, type: SqlType, { trimBlanks }: ConversionOptions): string {
  if (type.name === 'char') return `rtrim(${text}, ' ')`;
  return trimBlanks ? `rtrim(${text}, ${whiteSpace})` : text;
}

function textProblem(
  field: string,
  present: string,
  trimmed: string,
  type: SqlType & { name: 'char' | 'varchar' },
  plain: string[],
): string {
  const tooLong = fixedProblem(
    1204,
    type.name === 'char' ? 'Char length exceeds DDL length' : 'String length exceeds DDL length',
  );
  const notPlain = plain.map((test) => `WHEN NOT (${test}) THEN ${multibyte(field)}`).join(' ');
  return `CASE WHEN (${present}) IS NULL THEN ${missingData} ${notPlain} WHEN strlen(${trimmed}) > ${type.length} THEN ${tooLong} ELSE ${missingData} END`;
}

/** Names the first character that is no ASCII, and its bytes. */
function multibyte(field: string): string {
  const before = `regexp_extract(${field}, '^[\\x00-\\x7f]*')`;
  const bytes = `lower(regexp_replace(hex(encode(substring(${field}, length(${before}) + 1, 1))), '(..)(..)?(..)?(..)?', '\\1 \\2 \\3 \\4'))`;
  return problemText(
    1220,
    `strlen(${before})`,
    `'Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: ' || rtrim(${bytes})`,
  );
}
