/** Integers in network order. Each function returns where it ended. */
export function put16(out: Buffer, at: number, value: number): number {
  out[at] = value >>> 8;
  out[at + 1] = value;
  return at + 2;
}

export function put32(out: Buffer, at: number, value: number): number {
  out[at] = value >>> 24;
  out[at + 1] = value >>> 16;
  out[at + 2] = value >>> 8;
  out[at + 3] = value;
  return at + 4;
}

export function put64(out: Buffer, at: number, low: number, high: number): number {
  return put32(out, put32(out, at, high), low);
}

/** A whole number whose size is below 2^63; exact when it is below 2^53. */
export function putWhole(out: Buffer, at: number, value: number): number {
  const high = Math.floor(value / 4294967296);
  return put64(out, at, (value - high * 4294967296) | 0, high);
}
