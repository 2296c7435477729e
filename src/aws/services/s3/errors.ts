import { AwsError } from '#aws/aws-error.ts';
import { ObjectError, objectErrors } from '#stores/objects/object-error.ts';

/** S3's error codes with HTTP status and S3's message; those of the store and those only the protocol knows. */
export const s3Errors = {
  ...objectErrors,
  AccessForbidden: [403, 'CORSResponse: This CORS request is not allowed.'],
  AccessControlListNotSupported: [400, 'The bucket does not allow ACLs'],
  AuthorizationQueryParametersError: [400, 'Error parsing the X-Amz-Credential parameter'],
  ConditionalRequestConflict: [
    409,
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  ],
  BadDigest: [400, 'The checksum you specified did not match what we received.'],
  IllegalLocationConstraintException: [
    400,
    'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  ],
  IllegalVersioningConfigurationException: [
    400,
    'The versioning configuration specified in the request is invalid.',
  ],
  IncorrectNumberOfFilesInPostRequest: [400, 'POST requires exactly one file upload per request.'],
  InvalidAccessKeyId: [403, 'The AWS Access Key Id you provided does not exist in our records.'],
  InvalidArgument: [400, 'Invalid Argument'],
  InvalidEncryptionAlgorithmError: [400, 'The encryption method specified is not supported'],
  InvalidLocationConstraint: [400, 'The specified location-constraint is not valid'],
  InvalidPartNumber: [416, 'The requested partnumber is not satisfiable'],
  InvalidPolicyDocument: [
    400,
    'The content of the form does not meet the conditions of the policy document.',
  ],
  InvalidRequest: [400, 'Invalid Request'],
  InvalidStorageClass: [400, 'The storage class you specified is not valid'],
  InvalidTag: [400, 'The tag provided was not a valid tag.'],
  InvalidToken: [400, 'The provided token is malformed or otherwise invalid.'],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  MalformedPOSTRequest: [400, 'The body of your POST request is not well-formed multipart/form-data.'],

  MalformedXML: [
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
  MaxMessageLengthExceeded: [400, 'Your request was too big.'],
  MaxPostPreDataLengthExceededError: [
    400,
    'Your POST request fields preceding the upload file were too large.',
  ],
  MetadataTooLarge: [400, 'Your metadata headers exceed the maximum allowed metadata size'],
  MissingRequestBodyError: [400, 'Request Body is empty'],
  NoSuchBucketPolicy: [404, 'The bucket policy does not exist'],
  NoSuchConfiguration: [404, 'The specified configuration does not exist.'],
  NoSuchCORSConfiguration: [404, 'The CORS configuration does not exist'],
  NoSuchLifecycleConfiguration: [404, 'The lifecycle configuration does not exist'],
  NoSuchObjectLockConfiguration: [404, 'The specified object does not have a ObjectLock configuration'],
  NoSuchPublicAccessBlockConfiguration: [404, 'The public access block configuration was not found'],
  NoSuchTagSet: [404, 'The TagSet does not exist'],
  NoSuchWebsiteConfiguration: [404, 'The specified bucket does not have a website configuration'],
  NotImplemented: [501, 'A header you provided implies functionality that is not implemented'],
  NotModified: [304, 'Not Modified'],
  ObjectLockConfigurationNotFoundError: [404, 'Object Lock configuration does not exist for this bucket'],
  OwnershipControlsNotFoundError: [404, 'The bucket ownership controls were not found'],
  ReplicationConfigurationNotFoundError: [404, 'The replication configuration was not found'],
  ServerSideEncryptionConfigurationNotFoundError: [
    404,
    'The server side encryption configuration was not found',
  ],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type S3ErrorCode = keyof typeof s3Errors;

/** More elements of the error's document (`Key`, `ArgumentName`) and more headers of its answer. */
export interface S3ErrorFacts {
  details?: Record<string, string | number>;
  headers?: Record<string, string | number>;
}

/** A refusal in S3's words. */
export class S3Error extends Error implements S3Failure {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, string | number>;
  readonly headers: Record<string, string | number>;

  constructor(code: S3ErrorCode, message: string = s3Errors[code][1], facts: S3ErrorFacts = {}) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
    this.status = s3Errors[code][0];
    this.details = facts.details ?? {};
    this.headers = facts.headers ?? {};
  }
}

/** `invalidArgument('max-keys', 'x', '…')`: names the argument as S3 does. */
export function invalidArgument(name: string, value: string, message: string): S3Error {
  return new S3Error('InvalidArgument', message, { details: { ArgumentName: name, ArgumentValue: value } });
}

/** What S3 has and Slipher does not, by name. */
export function notImplemented(feature: string, details: Record<string, string> = {}): S3Error {
  return new S3Error('NotImplemented', `${feature} is not implemented by Slipher.`, { details });
}

/** What an error document is made of. */
export interface S3Failure {
  code: string;
  status: number;
  message: string;
  details: Record<string, string | number>;
  headers: Record<string, string | number>;
}

/** An error of the store or of the endpoint in the protocol's form; undefined when it is a fault of ours. */
export function asS3Failure(error: unknown): S3Failure | undefined {
  if (error instanceof S3Error) return error;
  if (error instanceof ObjectError || error instanceof AwsError) {
    const { code, status, message } = error;
    const details = error instanceof ObjectError ? detailsOf(error) : {};
    return { code, status, message, details, headers: {} };
  }
  return undefined;
}

function detailsOf({ code, resource }: ObjectError): Record<string, string> {
  const slash = resource.indexOf('/');
  if (slash < 0) return /Bucket/.test(code) ? { BucketName: resource } : {};
  return code === 'NoSuchKey' || code === 'NoSuchVersion' ? { Key: resource.slice(slash + 1) } : {};
}
