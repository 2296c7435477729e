import { randomBytes } from 'node:crypto';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What an id's first four letters tell: an access key, a user, a role. */
export type IdPrefix = 'AKIA' | 'AIDA' | 'AROA';

/** A unique id as IAM makes them: 20 characters for keys, 21 for the others. */
export function randomId(prefix: IdPrefix): string {
  return prefix + pick(base32, prefix === 'AKIA' ? 16 : 17);
}

/** A secret access key: 40 characters, 240 random bits. */
export function randomSecret(): string {
  return pick(secretAlphabet, 40);
}

/** Both alphabets' sizes divide 256, so every letter is equally likely. */
function pick(alphabet: string, length: number): string {
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
