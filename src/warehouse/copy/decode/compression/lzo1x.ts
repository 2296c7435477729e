// Our own, since none of the packages with LZO can be installed everywhere: they compile C or are made for browsers.

/** The input is not LZO1X, or does not have the size that was said. */
export class LzoError extends Error {}

/** Where no literals are due before the next instruction, a small one is a run of literals. */
const AFTER_LONG_RUN = 4;

/**
 * Decompresses one LZO1X block into `output`, which it has to fill. The format is as the Linux kernel's documentation
 * ("LZO stream format as understood by Linux's LZO decompressor") describes it.
 */
export function decompressLzo1x(input: Uint8Array, output: Uint8Array): void {
  let from = 0;
  let to = 0;
  /** Literals that came with the last instruction: 0 to 3, or 4 after a run. */
  let state = 0;

  const byte = (): number => {
    if (from >= input.length) throw new LzoError('the data ends too early');
    return input[from++]!;
  };
  const word = (): number => byte() | (byte() << 8);
  /** A length that did not fit into its instruction goes on in zero bytes of 255 each. */
  const extended = (base: number): number => {
    let length = base;
    let next = byte();
    for (; next === 0; next = byte()) length += 255;
    return length + next;
  };
  const literals = (count: number): void => {
    if (from + count > input.length || to + count > output.length) throw new LzoError('a run is too long');
    for (let left = count; left > 0; left--) output[to++] = input[from++]!;
  };
  const match = (distance: number, length: number): void => {
    if (distance > to || to + length > output.length) throw new LzoError('a match is out of range');
    // Byte by byte: the match may overlap what it makes.
    for (let left = length; left > 0; left--, to++) output[to] = output[to - distance]!;
  };

  if (input.length > 0 && input[0]! > 17) {
    const count = byte() - 17;
    literals(count);
    state = Math.min(count, AFTER_LONG_RUN);
  }
  for (;;) {
    const code = byte();
    let trailing: number;
    if (code >= 64) {
      trailing = code & 3;
      match((byte() << 3) + ((code >> 2) & 7) + 1, (code >> 5) + 1);
    } else if (code >= 32) {
      const length = (code & 31 || extended(31)) + 2;
      const rest = word();
      trailing = rest & 3;
      match((rest >> 2) + 1, length);
    } else if (code >= 16) {
      const length = (code & 7 || extended(7)) + 2;
      const rest = word();
      const distance = ((code & 8) << 11) + (rest >> 2);
      if (distance === 0) break;
      trailing = rest & 3;
      match(distance + 16384, length);
    } else if (state === 0) {
      literals((code || extended(15)) + 3);
      state = AFTER_LONG_RUN;
      continue;
    } else {
      trailing = code & 3;
      const near = (byte() << 2) + (code >> 2);
      if (state === AFTER_LONG_RUN) match(near + 2049, 3);
      else match(near + 1, 2);
    }
    literals(trailing);
    state = trailing;
  }
  if (to !== output.length || from !== input.length) throw new LzoError('its size is not what was said');
}
