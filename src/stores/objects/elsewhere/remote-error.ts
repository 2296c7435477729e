import { ObjectError, type ObjectErrorCode, objectErrors } from '#stores/objects/object-error.ts';

/** What S3 calls an error when its answer has no body to say it. */
const byStatus: Record<number, ObjectErrorCode> = {
  403: 'AccessDenied',
  404: 'NoSuchKey',
  412: 'PreconditionFailed',
  416: 'InvalidRange',
  503: 'SlowDown',
};

/** An error of the SDK or of the network as one of the store's own; the text tells what the other side said. */
export function remoteError(error: unknown, resource: string): ObjectError {
  if (error instanceof ObjectError) return error;
  const {
    name = '',
    message = String(error),
    $metadata,
  } = error as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (name in objectErrors) return new ObjectError(name as ObjectErrorCode, resource, message || undefined);
  if (name === 'NotFound')
    return new ObjectError(resource.includes('/') ? 'NoSuchKey' : 'NoSuchBucket', resource);
  const known = byStatus[$metadata?.httpStatusCode ?? 0];
  if (known) return new ObjectError(known, resource, message === 'UnknownError' ? undefined : message);
  return new ObjectError('InternalError', resource, `S3 elsewhere could not be used: ${message || name}`);
}
