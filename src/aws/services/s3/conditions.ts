import { notImplemented, S3Error } from '#aws/services/s3/errors.ts';
import { unquote } from '#stores/objects/entity-tag.ts';
import type { ObjectVersion, WriteCondition } from '#stores/objects/object-store.ts';

/** The four conditions of a read, as headers bring them. */
export interface ReadConditions {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifModifiedSince?: string | undefined;
  ifUnmodifiedSince?: string | undefined;
}

type Facts = Pick<ObjectVersion, 'etag' | 'lastModified'>;

/**
 * What the conditions say of a version, by RFC 9110: an entity tag that was given outweighs its date. The name of the
 * condition that failed, undefined when the read may go on.
 */
export function failedCondition(conditions: ReadConditions, version: Facts): string | undefined {
  const { ifMatch, ifNoneMatch } = conditions;
  // HTTP's dates have whole seconds, and so is the object's as a client knows it.
  const modified = Math.floor(version.lastModified / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, version.etag)) return 'If-Match';
  } else if (modified > dateOf(conditions.ifUnmodifiedSince, Number.POSITIVE_INFINITY)) {
    return 'If-Unmodified-Since';
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, version.etag) ? 'If-None-Match' : undefined;
  return modified <= dateOf(conditions.ifModifiedSince, Number.NEGATIVE_INFINITY)
    ? 'If-Modified-Since'
    : undefined;
}

/** Throws 304 or 412 for GET and HEAD. */
export function checkRead(conditions: ReadConditions, version: Facts): void {
  const failed = failedCondition(conditions, version);
  if (failed === undefined) return;
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed);
  const headers = {
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModified).toUTCString(),
  };
  throw new S3Error('NotModified', undefined, { headers });
}

/** Throws 412 for the source of a copy, whichever condition failed. */
export function checkCopySource(conditions: ReadConditions, version: Facts): void {
  const failed = failedCondition(conditions, version);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

/** `If-Match` and `If-None-Match` of a write; undefined when there are none. */
export function writeCondition(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): WriteCondition | undefined {
  if (ifMatch === undefined && ifNoneMatch === undefined) return undefined;
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*') {
    throw notImplemented('If-None-Match with an entity tag in a write', { Header: 'If-None-Match' });
  }
  const condition: WriteCondition = {};
  if (ifMatch !== undefined) condition.ifMatch = unquote(ifMatch.trim());
  if (ifNoneMatch !== undefined) condition.ifNoneMatch = '*';
  return condition;
}

function matches(list: string, etag: string): boolean {
  return list.split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === '*' || unquote(tag) === etag;
  });
}

/** A date that cannot be read is no condition. */
function dateOf(text: string | undefined, otherwise: number): number {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? otherwise : time;
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', undefined, { details: { Condition: condition } });
}
