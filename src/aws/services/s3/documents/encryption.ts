import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';
import { child, children, malformedXml, requiredText } from '#aws/services/s3/xml/reader.ts';

const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'];

export const encryption: DocumentKind = {
  kind: 'encryption',
  root: 'ServerSideEncryptionConfiguration',
  missing: 'ServerSideEncryptionConfigurationNotFoundError',
  putStatus: 200,
  check: (document) => {
    const rules = children(document, 'Rule');
    if (rules.length !== 1) throw malformedXml();
    for (const rule of rules) {
      const byDefault = child(rule, 'ApplyServerSideEncryptionByDefault');
      if (byDefault === undefined) continue;
      if (!algorithms.includes(requiredText(byDefault, 'SSEAlgorithm'))) throw malformedXml();
    }
  },
};
