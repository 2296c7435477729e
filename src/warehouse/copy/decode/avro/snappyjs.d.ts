// The package has no declarations. Only what the decoder uses is declared.
declare module 'snappyjs' {
  /** Throws an Error whose message says "too big" when the data says it is longer than `maxLength`. */
  export function uncompress(compressed: Uint8Array, maxLength?: number): Uint8Array;
  export function compress(data: Uint8Array): Uint8Array;
}
