/** Bytes of a whole number, little-endian two's complement. */
export function integerBytes(value: bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = BigInt.asUintN(width * 8, value);
  for (let index = 0; index < width; index += 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** The fewest bytes that hold a whole number, big-endian two's complement (Iceberg's form of a decimal). */
export function shortestBytes(value: bigint): Uint8Array {
  let width = 1;
  while (BigInt.asIntN(width * 8, value) !== value) width += 1;
  return integerBytes(value, width).reverse();
}

/** IEEE 754 bytes, little-endian; `width` is 4 or 8. */
export function floatBytes(value: number, width: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(width));
  if (width === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return new Uint8Array(view.buffer);
}
