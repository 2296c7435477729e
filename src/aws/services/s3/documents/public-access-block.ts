import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { childText, malformedXml, readXml } from '#aws/services/s3/xml/reader.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';

const switches = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

export const publicAccessBlock: DocumentKind = {
  kind: 'publicAccessBlock',
  root: 'PublicAccessBlockConfiguration',
  missing: 'NoSuchPublicAccessBlockConfiguration',
  putStatus: 200,
  check: (document) => {
    for (const { name, text } of document.children) {
      if (!switches.some((known) => known === name) || !/^(?:true|false)$/i.test(text.trim()))
        throw malformedXml();
    }
  },
};

/** Whether a bucket's owner has switched this on. */
export function isBlocked(store: ObjectStore, bucket: string, name: (typeof switches)[number]): boolean {
  const text = store.document(bucket, 'publicAccessBlock');
  if (text === undefined) return false;
  return childText(readXml(text, publicAccessBlock.root), name)?.trim().toLowerCase() === 'true';
}
