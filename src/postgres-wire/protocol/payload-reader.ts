import { isUtf8 } from 'node:buffer';
import { fail } from '#base/errors.ts';

/** Reads the fields of one message in order; anything missing or left over is a protocol violation (08P01). */
export class PayloadReader {
  private readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    return this.bytes.readUInt8(this.take(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.take(2));
  }

  /** Counts are unsigned: a Bind may carry up to 65535 parameters. */
  uint16(): number {
    return this.bytes.readUInt16BE(this.take(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.take(4));
  }

  uint32(): number {
    return this.bytes.readUInt32BE(this.take(4));
  }

  /** The next `length` bytes, as a view on the message. */
  slice(length: number): Buffer {
    if (length < 0) throw fail('protocol_violation', 'insufficient data left in message');
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  rest(): Buffer {
    return this.slice(this.remaining);
  }

  /** A zero-terminated string, which must be UTF-8 (22021 otherwise). */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw fail('protocol_violation', 'invalid string in message');
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end + 1;
    return decodeText(bytes);
  }

  end(): void {
    if (this.remaining > 0) throw fail('protocol_violation', 'invalid message format');
  }

  private take(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) {
      throw fail('protocol_violation', 'insufficient data left in message');
    }
    this.at = start + length;
    return start;
  }
}

/** Bytes from a client as text; 22021 with the offending bytes when they are not UTF-8. */
export function decodeText(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw fail(
      'character_not_in_repertoire',
      `invalid byte sequence for encoding "UTF8": ${firstBad(bytes)}`,
    );
  }
  return bytes.toString('utf8');
}

function firstBad(bytes: Buffer): string {
  // The longest valid prefix ends where the first ill-formed sequence begins.
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(trimmed(bytes.subarray(0, middle)))) low = middle;
    else high = middle - 1;
  }
  const start = trimmed(bytes.subarray(0, low)).length;
  const lead = bytes[start] ?? 0;
  const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const shown = [...bytes.subarray(start, start + length)];
  return shown.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');
}

/** Without the incomplete sequence at the end, if there is one. */
function trimmed(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}
