declare module 'bzip2-wasm' {
  export default class BZip2 {
    init(): Promise<void>;
    /** `blockSize` in 100 kB, 1 to 9; `compressedSize` is the most that the answer may need. */
    compress(data: Uint8Array, blockSize?: number, compressedSize?: number): Uint8Array;
    decompress(data: Uint8Array, decompressedSize: number): Uint8Array;
  }
}
