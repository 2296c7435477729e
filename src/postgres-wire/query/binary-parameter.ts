import { fail } from '#base/errors.ts';
import { civilFromDays, writeDate, writeOffset, writeTime } from '#postgres-wire/encode/calendar.ts';
import { formatFloat } from '#postgres-wire/encode/format-float.ts';
import { formatInterval } from '#postgres-wire/encode/interval-text.ts';
import { decodeText } from '#postgres-wire/protocol/payload-reader.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';

const epochDays = 10957;
const dayMicros = 86_400_000_000n;

/** A parameter in binary form as the text that the session takes. A length that does not fit is 22P03. */
export function binaryParameterText(bytes: Buffer, oid: number, bound: SqlType | undefined): string {
  const type = oid === 0 || oid === typeFacts.unknown.oid ? (bound?.name ?? 'varchar') : nameOf(oid);
  switch (type) {
    case 'bool':
      return sized(bytes, 1).readInt8() === 0 ? 'f' : 't';
    case 'int2':
      return String(sized(bytes, 2).readInt16BE());
    case 'int4':
      return String(sized(bytes, 4).readInt32BE());
    case 'oid':
      return String(sized(bytes, 4).readUInt32BE());
    case 'int8':
      return String(sized(bytes, 8).readBigInt64BE());
    case 'float4':
      return formatFloat(sized(bytes, 4).readFloatBE(), 9);
    case 'float8':
      return formatFloat(sized(bytes, 8).readDoubleBE(), 17);
    case 'numeric':
      return numericText(bytes, bound);
    case 'date':
      return dateText(sized(bytes, 4).readInt32BE() + epochDays);
    case 'time':
      return timeText(sized(bytes, 8).readBigInt64BE());
    case 'timetz':
      return timeText(sized(bytes, 12).readBigInt64BE()) + offsetText(-bytes.readInt32BE(8));
    case 'timestamp':
      return timestampText(sized(bytes, 8).readBigInt64BE(), '');
    case 'timestamptz':
      return timestampText(sized(bytes, 8).readBigInt64BE(), '+00');
    case 'interval':
      return intervalText(sized(bytes, 16));
    case 'intervaly2m':
      return formatInterval(sized(bytes, 4).readInt32BE(), 0);
    case 'intervald2s':
      return formatInterval(0, Number(sized(bytes, 8).readBigInt64BE()));
    default:
      return decodeText(bytes);
  }
}

function nameOf(oid: number): string {
  return Object.entries(typeFacts).find(([, facts]) => facts.oid === oid)?.[0] ?? 'varchar';
}

function sized(bytes: Buffer, length: number): Buffer {
  if (bytes.length !== length) throw malformed();
  return bytes;
}

function malformed(): Error {
  return fail('invalid_binary_representation', 'incorrect binary data format in bind parameter');
}

/** PostgreSQL's groups of four digits, or Redshift's scaled integer: its 8 or 16 bytes never fit the former's header. */
function numericText(bytes: Buffer, bound: SqlType | undefined): string {
  if (bytes.length < 8 || bytes.length % 2 !== 0) throw malformed();
  const groupCount = bytes.readUInt16BE(0);
  if (bytes.length !== 8 + groupCount * 2) return scaledIntegerText(bytes, bound);
  const weight = bytes.readInt16BE(2);
  const sign = bytes.readUInt16BE(4);
  const scale = bytes.readUInt16BE(6);
  if (sign === 0xc000) return 'NaN';
  const group = (index: number) =>
    String(index >= 0 && index < groupCount ? bytes.readUInt16BE(8 + index * 2) : 0).padStart(4, '0');
  let whole = '';
  for (let index = 0; index <= weight; index++) whole += group(index);
  let fraction = '';
  for (let index = weight + 1; fraction.length < scale; index++) fraction += group(index);
  const text = whole.replace(/^0+(?=\d)/, '') || '0';
  const tail = scale > 0 ? `.${fraction.slice(0, scale)}` : '';
  return `${sign === 0x4000 ? '-' : ''}${text}${tail}`;
}

function scaledIntegerText(bytes: Buffer, bound: SqlType | undefined): string {
  if (bytes.length !== 8 && bytes.length !== 16) throw malformed();
  const high = bytes.readBigInt64BE(0);
  const value = bytes.length === 8 ? high : (high << 64n) | bytes.readBigUInt64BE(8);
  const scale = bound?.name === 'numeric' ? bound.scale : 0;
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const sign = value < 0n ? '-' : '';
  if (scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const scratch = Buffer.alloc(64);

function dateText(day: number): string {
  const date = civilFromDays(day);
  const text = scratch.toString('latin1', 0, writeDate(scratch, 0, date));
  return date.year <= 0 ? `${text} BC` : text;
}

function timeText(micros: bigint): string {
  if (micros < 0n || micros > dayMicros) throw malformed();
  const seconds = Number(micros / 1_000_000n);
  return scratch.toString('latin1', 0, writeTime(scratch, 0, seconds, Number(micros % 1_000_000n)));
}

function offsetText(seconds: number): string {
  return scratch.toString('latin1', 0, writeOffset(scratch, 0, seconds));
}

function timestampText(micros: bigint, zone: string): string {
  const ofDay = ((micros % dayMicros) + dayMicros) % dayMicros;
  const day = Number((micros - ofDay) / dayMicros) + epochDays;
  const date = dateText(day);
  const bare = date.replace(' BC', '');
  return `${bare} ${timeText(ofDay)}${zone}${bare === date ? '' : ' BC'}`;
}

function intervalText(bytes: Buffer): string {
  const micros = bytes.readBigInt64BE(0) + BigInt(bytes.readInt32BE(8)) * dayMicros;
  return formatInterval(bytes.readInt32BE(12), Number(micros));
}
