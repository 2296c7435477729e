import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { children, malformedXml, requiredText } from '#aws/services/s3/xml/reader.ts';

const ownerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

export const ownershipControls: DocumentKind = {
  kind: 'ownershipControls',
  root: 'OwnershipControls',
  missing: 'OwnershipControlsNotFoundError',
  putStatus: 200,
  check: (document) => {
    const [rule, ...others] = children(document, 'Rule');
    if (rule === undefined || others.length > 0) throw malformedXml();
    if (!ownerships.includes(requiredText(rule, 'ObjectOwnership'))) throw malformedXml();
  },
};
