import { notSupported } from '#base/errors.ts';
import { readBoolean } from '#sql/copy/conversion/boolean.ts';
import { readDate } from '#sql/copy/conversion/date.ts';
import { readDecimal } from '#sql/copy/conversion/decimal.ts';
import { type FieldReader, valueConversion } from '#sql/copy/conversion/field-text.ts';
import { readFloat } from '#sql/copy/conversion/float.ts';
import { readInteger } from '#sql/copy/conversion/integer.ts';
import { readSuper } from '#sql/copy/conversion/super.ts';
import { textConversion } from '#sql/copy/conversion/text.ts';
import { readTime } from '#sql/copy/conversion/time.ts';
import { readTimestamp } from '#sql/copy/conversion/timestamp.ts';
import { readVarbyte } from '#sql/copy/conversion/varbyte.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { FieldConversion, LoadColumn } from '#sql/copy/field-conversion.ts';
import { formatType } from '#sql/types.ts';

/**
 * DuckDB text that converts the field to the column's type. `field` is a VARCHAR expression that is cheap to repeat
 * (a column). Throws 0A000 for a type that COPY does not fill yet.
 */
export function fieldConversion(
  field: string,
  column: LoadColumn,
  options: ConversionOptions,
): FieldConversion {
  const { type, notNull } = column;
  if (type.name === 'char' || type.name === 'varchar') return textConversion(field, type, notNull, options);
  const reader = fieldReader(field, column, options);
  const isDate = type.name === 'date' || type.name === 'timestamp' || type.name === 'timestamptz';
  if (isDate && options.acceptAnyDate) return anyDate(field, notNull, reader);
  return valueConversion(field, notNull, reader);
}

function fieldReader(field: string, { type }: LoadColumn, options: ConversionOptions): FieldReader {
  switch (type.name) {
    case 'bool':
      return readBoolean(field);
    case 'int2':
    case 'int4':
    case 'int8':
      return readInteger(field, type.name);
    case 'float4':
    case 'float8':
      return readFloat(field, type.name);
    case 'numeric':
      return readDecimal(field, type, options.roundDecimals);
    case 'date':
      return readDate(field, options);
    case 'timestamp':
    case 'timestamptz':
      return readTimestamp(field, type.name, options);
    case 'time':
    case 'timetz':
      return readTime(field, type.name, options);
    case 'super':
      return readSuper(field);
    case 'varbyte':
      return readVarbyte(field, type, options.truncateColumns);
    default:
      throw notSupported(`COPY into a column of type ${formatType(type).toUpperCase()}`);
  }
}

/** ACCEPTANYDATE: what is no date is NULL. */
function anyDate(field: string, notNull: boolean, reader: FieldReader): FieldConversion {
  const { acceptable, problem } = valueConversion(field, notNull, reader);
  const strict = valueConversion(field, true, reader).acceptable;
  return notNull
    ? { value: reader.value, acceptable, problem }
    : { value: `CASE WHEN ${strict} THEN ${reader.value} END`, acceptable: 'true', problem };
}
