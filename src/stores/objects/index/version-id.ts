import { randomBytes } from 'node:crypto';

/** The id of the one version that an object has in a bucket without versions. */
export const nullVersion = 'null';

const sequenceDigits = 10;

/**
 * An opaque id, 32 characters. It begins with its sequence, so that a version is found by its id without a search,
 * and a page of versions goes on after one that was deleted meanwhile.
 */
export function newVersionId(sequence: number): string {
  return sequence.toString(36).padStart(sequenceDigits, '0') + randomBytes(11).toString('hex');
}

/** Undefined for `null` and for what is none of our ids. */
export function sequenceOf(versionId: string): number | undefined {
  if (!/^[0-9a-z]{10}[0-9a-f]{22}$/.test(versionId)) return undefined;
  return Number.parseInt(versionId.slice(0, sequenceDigits), 36);
}
