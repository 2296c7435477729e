import { createHash } from 'node:crypto';
import type { XmlObject } from '#aws/services/s3/xml/writer.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';

/** The account as S3 names an owner: 64 hexadecimal digits that stand for it. */
export function ownerOf(identity: IdentityStore): XmlObject & { ID: string } {
  return { ID: createHash('sha256').update(`canonical user ${identity.accountId}`).digest('hex') };
}
