import type { S3ErrorCode } from '#aws/services/s3/errors.ts';
import type { XmlElement } from '#aws/services/s3/xml/reader.ts';
import type { BucketDocument } from '#stores/objects/object-store.ts';

/** A document that a bucket keeps: one file here for each, with what S3 checks before it takes it. */
export interface DocumentKind {
  kind: BucketDocument;
  /** Name of its root element. */
  root: string;
  /** The error of reading one that is not there; undefined where S3 answers with an empty document. */
  missing: S3ErrorCode | undefined;
  /** HTTP status of a successful PUT. */
  putStatus: 200 | 204;
  /** Throws S3Error for what S3 would refuse. May complete the document in place. */
  check(document: XmlElement): void;
}
