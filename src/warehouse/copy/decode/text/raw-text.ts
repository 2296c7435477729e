import { isUtf8 } from 'node:buffer';
import { replaceInvalidUtf8 } from '#warehouse/copy/decode/text/utf8.ts';

/** Characters of a record that STL_LOAD_ERRORS keeps. */
const RAW_CHARACTERS = 1024;
const DOT = 0x2e;

/** Where the first 1,024 characters of a range end. Invalid bytes that begin no character count one each. */
export function rawEnd(data: Uint8Array, start: number, end: number): number {
  if (end - start <= RAW_CHARACTERS) return end;
  let at = start;
  for (let characters = 0; at < end; at++) {
    if ((data[at]! & 0xc0) !== 0x80 && ++characters > RAW_CHARACTERS) return at;
    if (at - start >= RAW_CHARACTERS * 4) return at;
  }
  return at;
}

/** The first 1,024 characters of a record or field, with a dot for each invalid byte. */
export function rawText(data: Uint8Array, start: number, end: number): Buffer {
  const stop = rawEnd(data, start, end);
  const text = Buffer.from(data.buffer, data.byteOffset + start, stop - start);
  return isUtf8(text) ? text : (replaceInvalidUtf8(data, start, stop, DOT) ?? text);
}
