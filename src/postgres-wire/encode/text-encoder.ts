import { booleanText } from '#postgres-wire/encode/boolean-text.ts';
import type { ColumnEncoder, EncodeSettings } from '#postgres-wire/encode/column-encoder.ts';
import { dateText, timestampText, timeText, timetzText } from '#postgres-wire/encode/date-time-text.ts';
import { decimalText } from '#postgres-wire/encode/decimal-text.ts';
import { doubleText, realText } from '#postgres-wire/encode/float-text.ts';
import { bigintText, integerText, smallintText } from '#postgres-wire/encode/integer-text.ts';
import { intervalText } from '#postgres-wire/encode/interval-text.ts';
import { charText, hexText, stringText } from '#postgres-wire/encode/string-text.ts';
import type { SqlType } from '#sql/types.ts';

/** The encoder of a column's text form, chosen once per result from its type. */
export function textEncoder(type: SqlType, settings: EncodeSettings): ColumnEncoder {
  switch (type.name) {
    case 'bool':
      return booleanText();
    case 'int2':
      return smallintText();
    case 'int4':
      return integerText();
    case 'int8':
    case 'oid':
    case 'xid':
      return bigintText();
    case 'float4':
      return realText(settings.extraFloatDigits);
    case 'float8':
      return doubleText(settings.extraFloatDigits);
    case 'numeric':
      return decimalText(type.precision, type.scale);
    case 'date':
      return dateText();
    case 'time':
      return timeText();
    case 'timetz':
      return timetzText();
    case 'timestamp':
      return timestampText();
    case 'timestamptz':
    case 'abstime':
      return timestampText(settings.zoneOffset);
    case 'interval':
    case 'intervaly2m':
    case 'intervald2s':
      return intervalText();
    case 'char':
      return charText(type.length);
    case 'varbyte':
      return hexText();
    default:
      return stringText();
  }
}
