import { put16, putWhole } from '#postgres-wire/encode/big-endian.ts';
import type { ColumnEncoder } from '#postgres-wire/encode/column-encoder.ts';
import { DecimalValues } from '#postgres-wire/encode/decimal-values.ts';

/**
 * Redshift's own binary NUMERIC (server protocol 2): the unscaled integer in 8 bytes for up to 18 digits,
 * in 16 beyond; the scale is in the type modifier.
 */
export function scaledIntegerBinary(precision: number): ColumnEncoder {
  const values = new DecimalValues(precision);
  const wide = precision > 18;
  return {
    bind: (vector) => values.bind(vector),
    bytesMax: (from, to) => (to - from) * 16,
    write: (row, out, at) => {
      if (wide) {
        const value = values.large(row);
        out.writeBigInt64BE(value >> 64n, at);
        out.writeBigUInt64BE(BigInt.asUintN(64, value), at + 8);
        return at + 16;
      }
      if (values.isSmall(row)) return putWhole(out, at, values.small(row));
      return out.writeBigInt64BE(values.large(row), at);
    },
  };
}

const base = 10000n;

/** PostgreSQL's binary NUMERIC: groups of four decimal digits, which clients of protocol 0 and 1 expect. */
export function digitGroupsBinary(precision: number, scale: number): ColumnEncoder {
  const values = new DecimalValues(precision);
  return {
    bind: (vector) => values.bind(vector),
    bytesMax: (from, to) => (to - from) * 48,
    write: (row, out, at) => writeGroups(out, at, values.large(row), scale),
  };
}

function writeGroups(out: Buffer, at: number, value: bigint, scale: number): number {
  const fractionGroups = Math.ceil(scale / 4);
  let rest = (value < 0n ? -value : value) * 10n ** BigInt(fractionGroups * 4 - scale);
  const groups: number[] = [];
  while (rest > 0n) {
    groups.unshift(Number(rest % base));
    rest /= base;
  }
  const weight = groups.length - fractionGroups - 1;
  while (groups.at(-1) === 0) groups.pop();
  let place = put16(out, at, groups.length);
  place = put16(out, place, groups.length === 0 ? 0 : weight);
  place = put16(out, place, value < 0n ? 0x4000 : 0);
  place = put16(out, place, scale);
  for (const group of groups) place = put16(out, place, group);
  return place;
}
