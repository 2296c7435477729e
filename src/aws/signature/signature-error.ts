import { AwsError } from '#aws/aws-error.ts';

type Answer = readonly [code: string, status: number, message: string];

const invalidToken = 'The security token included in the request is invalid.';
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/**
 * What can be wrong with a signature, as S3 says it and as the services of the query protocol do. `%` stands for the
 * particulars. Source: S3's list of error responses; the common errors of the IAM reference.
 */
const answers = {
  missing: {
    s3: ['AccessDenied', 403, 'Access Denied'],
    query: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  },
  unsupported: {
    s3: [
      'InvalidRequest',
      400,
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    ],
    query: ['IncompleteSignature', 400, 'Only AWS4-HMAC-SHA256 signatures are taken: %'],
  },
  malformedHeader: {
    s3: ['AuthorizationHeaderMalformed', 400, 'The authorization header is malformed; %'],
    query: ['IncompleteSignature', 400, 'The Authorization header is malformed; %'],
  },
  malformedQuery: {
    s3: ['AuthorizationQueryParametersError', 400, '%'],
    query: ['IncompleteSignature', 400, '%'],
  },
  missingPayloadHash: {
    s3: ['InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256'],
    query: ['IncompleteSignature', 400, 'Missing required header for this request: x-amz-content-sha256'],
  },
  invalidPayloadHash: {
    s3: [
      'InvalidArgument',
      400,
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    ],
    query: ['IncompleteSignature', 400, 'x-amz-content-sha256 is not a valid sha256 value.'],
  },
  unsignedHeaders: {
    s3: ['AccessDenied', 403, 'There were headers present in the request which were not signed: %'],
    query: ['IncompleteSignature', 400, 'There were headers present in the request which were not signed: %'],
  },
  unknownKey: {
    s3: ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
    query: ['InvalidClientTokenId', 403, invalidToken],
  },
  invalidToken: {
    s3: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
    query: ['InvalidClientTokenId', 403, invalidToken],
  },
  mismatch: {
    s3: ['SignatureDoesNotMatch', 403, mismatch],
    query: ['SignatureDoesNotMatch', 403, mismatch],
  },
  skewed: {
    s3: [
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    ],
    query: ['SignatureDoesNotMatch', 403, 'Signature expired or not yet current: %'],
  },
  expired: {
    s3: ['AccessDenied', 403, 'Request has expired'],
    query: ['SignatureDoesNotMatch', 403, 'Signature expired: %'],
  },
  notYetValid: {
    s3: ['AccessDenied', 403, 'Request is not yet valid'],
    query: ['SignatureDoesNotMatch', 403, 'Signature not yet current: %'],
  },
} as const satisfies Record<string, Record<'s3' | 'query', Answer>>;

export type SignatureProblem = keyof typeof answers;

/** What is wrong with a request's signature, before it is known in whose words to say it. */
export class SignatureError extends Error {
  readonly problem: SignatureProblem;
  readonly particulars: string;

  constructor(problem: SignatureProblem, particulars = '') {
    super(`${problem}${particulars === '' ? '' : `: ${particulars}`}`);
    this.name = 'SignatureError';
    this.problem = problem;
    this.particulars = particulars;
  }

  /** The error as this service gives it. */
  forService(service: string): AwsError {
    const [code, status, message]: Answer = answers[this.problem][service === 's3' ? 's3' : 'query'];
    return new AwsError(
      code,
      status,
      message.replace('%', () => this.particulars),
    );
  }
}
