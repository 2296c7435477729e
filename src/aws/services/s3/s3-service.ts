import type { AwsRequest, AwsService } from '#aws/service.ts';
import { addressOf } from '#aws/services/s3/address.ts';
import { writeCorsHeaders } from '#aws/services/s3/cors/cors-headers.ts';
import { answerPreflight } from '#aws/services/s3/cors/preflight.ts';
import { operationOf } from '#aws/services/s3/dispatch.ts';
import { writeFailure, writeIds } from '#aws/services/s3/error-answer.ts';
import { asS3Failure, notImplemented, S3Error } from '#aws/services/s3/errors.ts';
import type { S3Operation } from '#aws/services/s3/s3-operation.ts';
import {
  headersOf,
  resourceOf,
  type S3Request,
  type S3Stores,
  versionIdOf,
} from '#aws/services/s3/s3-request.ts';

/** Amazon S3 over the object store. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export function s3Service(stores: S3Stores): AwsService {
  return {
    name: 's3',
    allowsAnonymous: true,
    handle: (aws) => handle(stores, aws),
    writeError: (response, error, requestId) => {
      const details = { ...(error.resource === undefined ? {} : { Resource: error.resource }) };
      writeFailure(response, { ...error, details, headers: {} }, error.resource ?? '/', requestId);
    },
  };
}

async function handle(stores: S3Stores, aws: AwsRequest): Promise<void> {
  const request: S3Request = { ...stores, aws, headers: headersOf(aws), bucket: '', key: '' };
  writeIds(aws.response, aws.requestId);
  try {
    Object.assign(request, addressOf(aws.rawPath, aws.hostBucket));
    await answer(request);
  } catch (error) {
    answerError(request, error);
  }
}

async function answer(request: S3Request): Promise<void> {
  if (request.aws.method === 'OPTIONS') return answerPreflight(request);
  writeCorsHeaders(request);
  const operation = operationOf(request);
  authorize(request, operation);
  if (operation.run === undefined) throw notImplemented(operation.name);
  await operation.run(request);
}

/** Whether the bucket is there and its policy lets this principal do this. */
function authorize(request: S3Request, operation: S3Operation): void {
  const { store, aws, bucket, key } = request;
  const anonymous = aws.principal.kind === 'anonymous';
  if (operation.scope === 'service' || operation.name === 'CreateBucket') {
    // What concerns no bucket, no bucket's policy can allow.
    if (anonymous) throw new S3Error('AccessDenied');
    return;
  }
  checkOwner(request);
  if (store.bucket(bucket) === undefined) {
    throw new S3Error('NoSuchBucket', undefined, { details: { BucketName: bucket } });
  }
  const action =
    versionIdOf(request) === undefined ? operation.action : (operation.versionAction ?? operation.action);
  if (action === undefined) return;
  store.authorize(aws.principal, action, bucket, operation.scope === 'object' ? key : undefined);
}

/** A client may say whose bucket it takes it for. */
function checkOwner({ headers, identity }: S3Request): void {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const owner = headers[name];
    if (owner !== undefined && owner !== identity.accountId) throw new S3Error('AccessDenied');
  }
}

function answerError(request: S3Request, error: unknown): void {
  const { response, requestId } = request.aws;
  const failure = asS3Failure(error);
  if (response.headersSent || response.destroyed) {
    // An answer that has begun cannot become another one: it is cut, and the client sees it is not whole.
    if (!response.writableEnded) response.destroy();
    request.log.debug('an S3 answer was cut short', { requestId, error: String(error) });
    return;
  }
  if (failure === undefined) {
    request.log.error('an S3 request failed', {
      requestId,
      resource: resourceOf(request),
      error: stackOf(error),
    });
  }
  writeFailure(response, failure ?? new S3Error('InternalError'), resourceOf(request), requestId);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
