import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Operation } from '#aws/services/s3/s3-operation.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { absentOperations } from '#aws/services/s3/table/absent.ts';
import { bucketOperations } from '#aws/services/s3/table/buckets.ts';
import { objectOperations } from '#aws/services/s3/table/objects.ts';

/**
 * Every operation of Amazon S3 on general purpose buckets. Of the rows whose marks a request has, the one with the
 * most marks is meant, so their order says nothing.
 */
export const operations: readonly S3Operation[] = [
  ...bucketOperations,
  ...objectOperations,
  ...absentOperations,
];

const byTarget = Map.groupBy(operations, ({ method, scope }) => `${method} ${scope}`);

/** The operation that a request asks for. MethodNotAllowed where there is none. */
export function operationOf(request: S3Request): S3Operation {
  const scope = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const { method } = request.aws;
  const candidates = byTarget.get(`${method} ${scope}`) ?? [];
  const [first, ...others] = candidates.filter((operation) => isMeant(operation, request));
  if (first === undefined) {
    const details = { Method: method, ResourceType: scope.toUpperCase() };
    throw new S3Error('MethodNotAllowed', undefined, { details });
  }
  return others.reduce((best, other) => (marksOf(other) > marksOf(best) ? other : best), first);
}

function isMeant({ header, query }: S3Operation, request: S3Request): boolean {
  if (header !== undefined && request.headers[header] === undefined) return false;
  return query.every((mark) => {
    const [name = '', value] = mark.split('=');
    return value === undefined ? request.aws.query.has(name) : request.aws.query.get(name) === value;
  });
}

function marksOf({ query, header }: S3Operation): number {
  return query.length + (header === undefined ? 0 : 1);
}
