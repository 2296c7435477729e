import BZip2 from 'bzip2-wasm';

/** A stream without blocks, which the library does not write. */
const EMPTY = Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64');

const library = new BZip2();
const ready = library.init();

/** `data` as bzip2's own code packs it. */
export async function bzip2(data: Uint8Array): Promise<Buffer> {
  if (data.length === 0) return EMPTY;
  await ready;
  return Buffer.from(library.compress(data, 1, data.length * 2 + 1000));
}
