/** Where a signature holds: `20130524/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD`. */
  date: string;
  region: string;
  service: string;
}

/** A signature as a request carries it, well-formed but not verified. */
export interface Signature {
  /** In the Authorization header, or in the query (a presigned URL). */
  place: 'header' | 'query';
  accessKeyId: string;
  scope: CredentialScope;
  /** Lower case, in the order that was signed. */
  signedHeaders: string[];
  /** 64 hexadecimal digits. */
  signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  timestamp: string;
  /** The same in milliseconds since 1970. */
  time: number;
  /** Life of a presigned URL in seconds. */
  expires?: number;
  sessionToken?: string;
}

/** What of a request a signature covers, besides its body. */
export interface SignedParts {
  method: string;
  /** As sent. */
  rawPath: string;
  /** As sent, without the question mark. */
  rawQuery: string;
  /** Name, value, name, value …, as sent. */
  rawHeaders: readonly string[];
}

export function scopeText(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}
