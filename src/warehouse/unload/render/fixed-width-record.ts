import { fail } from '#base/errors.ts';
import { isString } from '#sql/bind/expressions/type-class.ts';
import type { UnloadFormat } from '#sql/copy/unload-options.ts';
import { runtimeErrorWith } from '#sql/engine/runtime-error.ts';
import { quoteLiteral } from '#sql/quote.ts';
import { fieldText, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

type FixedWidthFormat = Extract<UnloadFormat, { kind: 'fixedwidth' }>;

/**
 * DuckDB text of a record whose fields are filled up with blanks to their widths, which count characters. Nothing is cut: a value
 * that is longer ends the UNLOAD.
 * @throws RedshiftError where the specification has not as many fields as the query columns
 */
export function fixedWidthRecord(columns: readonly UnloadColumn[], format: FixedWidthFormat): string {
  const { fields, nullAs } = format;
  if (fields.length !== columns.length) {
    throw fail('syntax_error', 'the FIXEDWIDTH specification does not match the columns of the query', {
      detail: `The query has ${columns.length} columns, the specification ${fields.length}.`,
    });
  }
  const padded = columns.map((column, index) => {
    const { width } = fields[index]!;
    return field(column, width, nullText(column, width, nullAs));
  });
  return `concat(${padded.join(', ')})`;
}

function field(column: UnloadColumn, width: number, nullText: string): string {
  const text = fieldText(column);
  const tooLong = runtimeErrorWith(
    'string_data_right_truncation',
    `a value of column "${column.name}" is longer than its FIXEDWIDTH of ${width}: `,
    `left(${text}, 100)`,
  );
  return `CASE WHEN ${text} IS NULL THEN ${nullText} WHEN length(${text}) <= ${width} THEN rpad(${text}, ${width}, ' ') ELSE ${tooLong} END`;
}

/** A text for NULL that is too long is left out, but in a column of text nothing may stand for it: an error. */
function nullText({ name, type }: UnloadColumn, width: number, nullAs: string): string {
  const length = [...nullAs].length;
  if (length <= width) return quoteLiteral(nullAs + ' '.repeat(width - length));
  if (!isString(type)) return quoteLiteral(' '.repeat(width));
  const message = `the NULL AS text is longer than the FIXEDWIDTH of ${width} of column `;
  return runtimeErrorWith('invalid_parameter_value', message, quoteLiteral(`"${name}"`));
}
