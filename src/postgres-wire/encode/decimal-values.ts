import { int16View, int32View } from '#postgres-wire/encode/vector-views.ts';
import type { ColumnVector } from '#warehouse/result.ts';

/** 32-bit words per value of a DECIMAL of this precision; 0 for the 16-bit form. */
export function decimalWords(precision: number): 0 | 1 | 2 | 4 {
  if (precision <= 4) return 0;
  if (precision <= 9) return 1;
  return precision <= 18 ? 2 : 4;
}

/**
 * Unscaled values of a DECIMAL column by row. `small` is exact when `isSmall` says so (|n| < 2^53),
 * `large` always. The 16-bit form is widened, so that there are words in every case.
 */
export class DecimalValues {
  private words: Int32Array = new Int32Array(0);
  private readonly count: number;
  private readonly narrow: boolean;

  constructor(precision: number) {
    this.narrow = decimalWords(precision) === 0;
    this.count = Math.max(1, decimalWords(precision));
  }

  bind(vector: ColumnVector): void {
    this.words = this.narrow ? Int32Array.from(int16View(vector)) : int32View(vector);
  }

  isSmall(row: number): boolean {
    const at = row * this.count;
    if (this.count === 1) return true;
    const high = this.words[at + 1]!;
    if (high < -2097152 || high >= 2097152) return false;
    const sign = high >> 31;
    return this.count === 2 || (this.words[at + 2] === sign && this.words[at + 3] === sign);
  }

  small(row: number): number {
    const at = row * this.count;
    if (this.count === 1) return this.words[at]!;
    return this.words[at + 1]! * 4294967296 + (this.words[at]! >>> 0);
  }

  large(row: number): bigint {
    const at = row * this.count;
    let value = BigInt(this.words[at + this.count - 1]!);
    for (let word = this.count - 2; word >= 0; word--) {
      value = (value << 32n) | BigInt(this.words[at + word]! >>> 0);
    }
    return value;
  }
}
