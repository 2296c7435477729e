/** S3's error codes that the store itself can meet, with the HTTP status and the message S3 gives them. */
export const objectErrors = {
  NoSuchBucket: [404, 'The specified bucket does not exist'],
  NoSuchKey: [404, 'The specified key does not exist.'],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NoSuchUpload: [
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ],
  BucketAlreadyExists: [
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ],
  BucketAlreadyOwnedByYou: [
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ],
  BucketNotEmpty: [409, 'The bucket you tried to delete is not empty'],
  InvalidBucketName: [400, 'The specified bucket is not valid.'],
  KeyTooLongError: [400, 'Your key is too long'],
  InvalidArgument: [400, 'Invalid Argument'],
  MalformedPolicy: [400, 'This policy contains invalid Json'],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ],
  InvalidPartOrder: [
    400,
    'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
  ],
  EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  InvalidRange: [416, 'The requested range is not satisfiable'],
  AccessDenied: [403, 'Access Denied'],
  SlowDown: [503, 'Please reduce your request rate.'],
  InternalError: [500, 'We encountered an internal error. Please try again.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ObjectErrorCode = keyof typeof objectErrors;

/** A request that the store refuses, with S3's code. Doors and COPY put it into their own words. */
export class ObjectError extends Error {
  readonly code: ObjectErrorCode;
  readonly status: number;
  /** What it was about, for messages: `bucket` or `bucket/key`. */
  readonly resource: string;
  /** Version id of the delete marker that was met instead of an object (`x-amz-delete-marker`). */
  deleteMarker?: string;

  constructor(code: ObjectErrorCode, resource: string, message: string = objectErrors[code][1]) {
    super(message);
    this.name = 'ObjectError';
    this.code = code;
    this.status = objectErrors[code][0];
    this.resource = resource;
  }
}
