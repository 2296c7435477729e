/**
 * Where a record of a text file ends: `lines` at every line end; `quoted` at one outside of double quotes (CSV); `escaped` at one
 * without a backslash before it; `ambiguous` at a line end too, but a value may hold one and nothing tells them apart.
 */
export type RecordRule = 'lines' | 'quoted' | 'escaped' | 'ambiguous';

const newline = 10;
const quote = 34;
const backslash = 92;

/** Finds record ends in a file that comes in chunks. */
export class RecordEnds {
  readonly #rule: RecordRule;
  #position = 0;
  #inQuotes = false;
  #afterBackslash = false;

  constructor(rule: RecordRule) {
    this.#rule = rule;
  }

  /** Calls `onEnd` with the offset in the file after each line end of the chunk that ends a record. */
  scan(chunk: Uint8Array, onEnd: (offset: number) => void): void {
    if (this.#rule === 'quoted') this.#quoted(chunk, onEnd);
    else if (this.#rule === 'escaped') this.#escaped(chunk, onEnd);
    else this.#lines(chunk, onEnd);
    this.#position += chunk.length;
  }

  #lines(chunk: Uint8Array, onEnd: (offset: number) => void): void {
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) {
      onEnd(this.#position + at + 1);
    }
  }

  /** A doubled quote leaves and enters the quotes at once. */
  #quoted(chunk: Uint8Array, onEnd: (offset: number) => void): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === quote) this.#inQuotes = !this.#inQuotes;
      else if (byte === newline && !this.#inQuotes) onEnd(this.#position + at + 1);
    }
  }

  #escaped(chunk: Uint8Array, onEnd: (offset: number) => void): void {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#afterBackslash) this.#afterBackslash = false;
      else if (byte === backslash) this.#afterBackslash = true;
      else if (byte === newline) onEnd(this.#position + at + 1);
    }
  }
}
