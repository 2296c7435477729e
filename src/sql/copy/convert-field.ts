import { notSupported } from '#base/errors.ts';
import { readBoolean } from '#sql/copy/conversion/boolean.ts';
import { readDate } from '#sql/copy/conversion/date.ts';
import { readDecimal } from '#sql/copy/conversion/decimal.ts';
import { conversionOf, type FieldReader, missingData } from '#sql/copy/conversion/field-reader.ts';
import { readFloat } from '#sql/copy/conversion/float.ts';
import { readInteger } from '#sql/copy/conversion/integer.ts';
import { readSuper } from '#sql/copy/conversion/super.ts';
import { readText } from '#sql/copy/conversion/text.ts';
import { readTime } from '#sql/copy/conversion/time.ts';
import { readTimestamp } from '#sql/copy/conversion/timestamp.ts';
import { readVarbyte } from '#sql/copy/conversion/varbyte.ts';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { FieldConversion, LoadColumn } from '#sql/copy/field-conversion.ts';
import { formatType, type SqlType } from '#sql/types.ts';

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
  const reader = fieldReader(field, type, options);
  const isDate = type.name === 'date' || type.name === 'timestamp' || type.name === 'timestamptz';
  return conversionOf(isDate && options.acceptAnyDate ? anyDate(reader, notNull) : reader, notNull);
}

function fieldReader(field: string, type: SqlType, options: ConversionOptions): FieldReader {
  switch (type.name) {
    case 'char':
    case 'varchar':
      return readText(field, type, options);
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
      return readDate(field, options.dateFormat);
    case 'timestamp':
    case 'timestamptz':
      return readTimestamp(field, type.name, options.timeFormat);
    case 'time':
    case 'timetz':
      return readTime(field, type.name, options.timeFormat);
    case 'super':
      return readSuper(field);
    case 'varbyte':
      return readVarbyte(field, type, options.truncateColumns);
    default:
      throw notSupported(`COPY into a column of type ${formatType(type).toUpperCase()}`);
  }
}

/** ACCEPTANYDATE: what is no date is NULL, which a NOT NULL column still refuses. */
function anyDate(reader: FieldReader, notNull: boolean): FieldReader {
  if (notNull) return { ...reader, problem: missingData };
  const value = `CASE WHEN ${reader.usable} THEN ${reader.value} END`;
  return { ...reader, usable: 'true', value: reader.plainly(reader.plainValue, value) };
}
