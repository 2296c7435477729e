import { binaryEncoder } from '#postgres-wire/encode/binary-encoder.ts';
import type { EncodeSettings } from '#postgres-wire/encode/column-encoder.ts';
import { RowEncoder } from '#postgres-wire/encode/row-encoder.ts';
import { textEncoder } from '#postgres-wire/encode/text-encoder.ts';
import { zoneOffsetOf } from '#postgres-wire/encode/time-zone.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { Session } from '#warehouse/session-interface.ts';
import { engineTimeZone } from '#warehouse/settings/time-zone.ts';

/**
 * The encoder of a result's rows. `formats` holds one code per column (0 text, 1 binary), `protocol` is the
 * server protocol version that was agreed on.
 */
export function resultEncoder(
  columns: OutputColumn[],
  formats: number[],
  protocol: number,
  session: Session,
): RowEncoder {
  const settings = encodeSettings(session);
  return new RowEncoder(
    columns.map((column, index) =>
      formats[index] === 1 ? binaryEncoder(column.type, protocol) : textEncoder(column.type, settings),
    ),
  );
}

function encodeSettings(session: Session): EncodeSettings {
  const digits = Number(session.setting('extra_float_digits') ?? 0);
  return {
    extraFloatDigits: Number.isInteger(digits) ? digits : 0,
    zoneOffset: offsetIn(session.setting('timezone') ?? 'UTC'),
  };
}

/** Zones keep the offsets they have looked up: sessions of one zone share them. */
const spellingsMax = 1000;
const zones = new Map<string, (secondsUtc: number) => number>();

function offsetIn(setting: string): (secondsUtc: number) => number {
  const known = zones.get(setting);
  if (known !== undefined) return known;
  const zone = engineTimeZone(setting);
  const offset = zones.get(zone) ?? zoneOffsetOf(zone);
  zones.set(zone, offset);
  // Zones are many, but few are in use; spellings that clients make up must not pile up.
  if (zones.size < spellingsMax) zones.set(setting, offset);
  return offset;
}
