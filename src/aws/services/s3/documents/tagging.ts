import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { bucketTagsMax, readTagging } from '#aws/services/s3/tags.ts';

export const tagging: DocumentKind = {
  kind: 'tagging',
  root: 'Tagging',
  missing: 'NoSuchTagSet',
  putStatus: 204,
  check: (document) => void readTagging(document, bucketTagsMax),
};
