import { createHmac, timingSafeEqual } from 'node:crypto';
import { invalid } from '#warehouse/data-api/data-api-error.ts';

/**
 * Paging tokens: a number, signed for one purpose (a statement's result, a listing with its filters), so that a token
 * from elsewhere or one that was made up is refused.
 */
export class PageTokens {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  write(purpose: string, at: number): string {
    const place = Buffer.alloc(8);
    place.writeDoubleBE(at);
    return Buffer.concat([place, this.#sign(purpose, place)]).toString('base64url');
  }

  /** The number; 0 where there is no token. Throws ValidationException. */
  read(purpose: string, token: string | undefined): number {
    if (token === undefined) return 0;
    const bytes = Buffer.from(token, 'base64url');
    const place = bytes.subarray(0, 8);
    const signature = bytes.subarray(8);
    const expected = this.#sign(purpose, place);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw invalid('The NextToken is not valid for this request.');
    }
    return place.readDoubleBE();
  }

  #sign(purpose: string, place: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(`${purpose}\0`).update(place).digest().subarray(0, 16);
  }
}
