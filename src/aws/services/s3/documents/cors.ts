import { readCorsRules } from '#aws/services/s3/cors/cors-rules.ts';
import type { DocumentKind } from '#aws/services/s3/documents/document-kind.ts';

export const cors: DocumentKind = {
  kind: 'cors',
  root: 'CORSConfiguration',
  missing: 'NoSuchCORSConfiguration',
  putStatus: 200,
  check: (document) => void readCorsRules(document),
};
