import type { S3Request } from '#aws/services/s3/s3-request.ts';

/** What answers a request. */
export type Run = (request: S3Request) => Promise<void> | void;

/** What a bucket's policy is asked: `s3:GetObject`. */
export type Action = `s3:${string}`;

/** One of S3's operations: how a request asks for it, what it needs to be allowed, what answers it. */
export interface S3Operation {
  /** S3's own name. */
  name: string;
  method: string;
  scope: 'service' | 'bucket' | 'object';
  /** Query parameters that select it: `uploads`, or with a value `list-type=2`. */
  query: readonly string[];
  /** A header that selects it. */
  header: string | undefined;
  /** Undefined where the operation asks the policy itself, for every key. */
  action: Action | undefined;
  /** Instead of `action` where the request names a version. */
  versionAction: Action | undefined;
  status: 'supported' | 'partial' | 'unsupported';
  /** What is different from S3, for people. */
  note: string;
  /** Undefined for an operation that is not served. */
  run: Run | undefined;
}

type Actions = Action | readonly [action: Action, ofVersion: Action] | undefined;

/**
 * A row of the table: `served('PUT object?partNumber&uploadId x-amz-copy-source', …)` is a PUT to an object's address
 * with these parameters and this header.
 */
export function served(line: string, name: string, actions: Actions, run: Run, note = ''): S3Operation {
  const [action, versionAction] = typeof actions === 'string' ? [actions] : (actions ?? []);
  return { ...readLine(line), name, action, versionAction, status: 'supported', run, note };
}

/** Served but for what the note says. */
export function partly(line: string, name: string, actions: Actions, run: Run, note: string): S3Operation {
  return { ...served(line, name, actions, run, note), status: 'partial' };
}

/** Refused by name. */
export function unserved(line: string, name: string, note = ''): S3Operation {
  const none = { action: undefined, versionAction: undefined, run: undefined };
  return { ...readLine(line), name, ...none, status: 'unsupported', note };
}

function readLine(line: string): Pick<S3Operation, 'method' | 'scope' | 'query' | 'header'> {
  const [method = '', target = '', header] = line.split(' ');
  const [scope, query] = target.split('?');
  if (scope !== 'service' && scope !== 'bucket' && scope !== 'object') throw new Error(`no scope in ${line}`);
  return { method, scope, query: query === undefined ? [] : query.split('&'), header };
}
