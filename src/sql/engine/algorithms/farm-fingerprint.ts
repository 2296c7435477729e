/** FarmHash's Fingerprint64, whose values never change between versions. Arithmetic is modulo 2^64. */

const k0 = 0xc3a5c85c97cb3127n;
const k1 = 0xb492b66fbe98f273n;
const k2 = 0x9ae16a3b2f90404fn;

const wrap = (value: bigint) => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint) => wrap((value >> bits) | (value << (64n - bits)));
const shiftMix = (value: bigint) => value ^ (value >> 47n);

type Pair = [bigint, bigint];

function combine(one: bigint, other: bigint, multiplier: bigint): bigint {
  const first = shiftMix(wrap((one ^ other) * multiplier));
  return wrap(shiftMix(wrap((other ^ first) * multiplier)) * multiplier);
}

/** Words of the text, little-endian; offsets from the end count backwards. */
class Words {
  readonly length: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  at(offset: number): bigint {
    return this.view.getBigUint64(offset, true);
  }

  fromEnd(offset: number): bigint {
    return this.at(this.length - offset);
  }

  half(offset: number): bigint {
    return BigInt(this.view.getUint32(offset, true));
  }

  byte(offset: number): bigint {
    return BigInt(this.view.getUint8(offset));
  }
}

function upTo16(words: Words): bigint {
  const { length } = words;
  const multiplier = wrap(k2 + BigInt(length * 2));
  if (length >= 8) {
    const first = wrap(words.at(0) + k2);
    const last = words.fromEnd(8);
    const one = wrap(rotate(last, 37n) * multiplier + first);
    const other = wrap((rotate(first, 25n) + last) * multiplier);
    return combine(one, other, multiplier);
  }
  if (length >= 4) {
    return combine(BigInt(length) + (words.half(0) << 3n), words.half(length - 4), multiplier);
  }
  if (length === 0) return k2;
  const low = words.byte(0) + (words.byte(length >> 1) << 8n);
  const high = BigInt(length) + (words.byte(length - 1) << 2n);
  return wrap(shiftMix(wrap(low * k2) ^ wrap(high * k0)) * k2);
}

function upTo32(words: Words): bigint {
  const multiplier = wrap(k2 + BigInt(words.length * 2));
  const a = wrap(words.at(0) * k1);
  const b = words.at(8);
  const c = wrap(words.fromEnd(8) * multiplier);
  const d = wrap(words.fromEnd(16) * k2);
  return combine(
    wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d),
    wrap(a + rotate(wrap(b + k2), 18n) + c),
    multiplier,
  );
}

function upTo64(words: Words): bigint {
  const multiplier = wrap(k2 + BigInt(words.length * 2));
  const a = wrap(words.at(0) * k2);
  const b = words.at(8);
  const c = wrap(words.fromEnd(8) * multiplier);
  const d = wrap(words.fromEnd(16) * k2);
  const y = wrap(rotate(wrap(a + b), 43n) + rotate(c, 30n) + d);
  const z = combine(y, wrap(a + rotate(wrap(b + k2), 18n) + c), multiplier);
  const e = wrap(words.at(16) * multiplier);
  const f = words.at(24);
  const g = wrap((y + words.fromEnd(32)) * multiplier);
  const h = wrap((z + words.fromEnd(24)) * multiplier);
  return combine(
    wrap(rotate(wrap(e + f), 43n) + rotate(g, 30n) + h),
    wrap(e + rotate(wrap(f + a), 18n) + g),
    multiplier,
  );
}

function weakHash(words: Words, offset: number, seedOne: bigint, seedOther: bigint): Pair {
  const last = words.at(offset + 24);
  const start = wrap(seedOne + words.at(offset));
  const sum = wrap(start + words.at(offset + 8) + words.at(offset + 16));
  const mixed = wrap(rotate(wrap(seedOther + start + last), 21n) + rotate(sum, 44n));
  return [wrap(sum + last), wrap(mixed + start)];
}

interface State {
  x: bigint;
  y: bigint;
  z: bigint;
  v: Pair;
  w: Pair;
}

/** One block of 64 bytes; the last one has its own multiplier and weight. */
function block(words: Words, offset: number, state: State, multiplier: bigint, weight: bigint): State {
  const { v, w } = state;
  const x =
    wrap(rotate(wrap(state.x + state.y + v[0] + words.at(offset + 8)), 37n) * multiplier) ^
    wrap(w[1] * weight);
  const y = wrap(
    rotate(wrap(state.y + v[1] + words.at(offset + 48)), 42n) * multiplier +
      v[0] * weight +
      words.at(offset + 40),
  );
  const z = wrap(rotate(wrap(state.z + w[0]), 33n) * multiplier);
  const nextV = weakHash(words, offset, wrap(v[1] * multiplier), wrap(x + w[0]));
  const nextW = weakHash(words, offset + 32, wrap(z + w[1]), wrap(y + words.at(offset + 16)));
  return { x: z, y, z: x, v: nextV, w: nextW };
}

function longer(words: Words): bigint {
  const seed = 81n;
  const y = wrap(seed * k1 + 113n);
  let state: State = {
    x: wrap(seed * k2 + words.at(0)),
    y,
    z: wrap(shiftMix(wrap(y * k2 + 113n)) * k2),
    v: [0n, 0n],
    w: [0n, 0n],
  };
  const end = Math.floor((words.length - 1) / 64) * 64;
  for (let offset = 0; offset < end; offset += 64) state = block(words, offset, state, k1, 1n);
  const multiplier = wrap(k1 + ((state.z & 0xffn) << 1n));
  const w0 = wrap(state.w[0] + BigInt((words.length - 1) & 63));
  const v0 = wrap(state.v[0] + w0);
  state.v = [v0, state.v[1]];
  state.w = [wrap(w0 + v0), state.w[1]];
  state = block(words, words.length - 64, state, multiplier, 9n);
  return combine(
    wrap(combine(state.v[0], state.w[0], multiplier) + shiftMix(state.y) * k0 + state.z),
    wrap(combine(state.v[1], state.w[1], multiplier) + state.x),
    multiplier,
  );
}

/** The fingerprint as unsigned 64 bits. */
export function farmFingerprint(bytes: Uint8Array): bigint {
  const words = new Words(bytes);
  if (words.length <= 16) return upTo16(words);
  if (words.length <= 32) return upTo32(words);
  return words.length <= 64 ? upTo64(words) : longer(words);
}
