import { AwsError } from '#aws/aws-error.ts';
import { wholeBody } from '#aws/body/whole-body.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#aws/endpoint/start-aws-endpoint.ts';
import { writeProtocolError } from '#aws/endpoint/unknown-service.ts';
import type { AwsRequest, AwsService } from '#aws/service.ts';
import { createLog } from '#base/log.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';
import type { SqliteIdentityStore } from '#stores/identity/sqlite-identity-store.ts';

/** What a service was given, with the body that it read. */
export type Seen = Pick<
  AwsRequest,
  'method' | 'rawPath' | 'hostBucket' | 'region' | 'principal' | 'requestId' | 'checksums' | 'decodedLength'
> & { body: Buffer };

/** A service that reads each request whole, keeps what it was, and answers with nothing. */
export function echoService(name: string, seen: Seen[]): AwsService {
  const protocol = name === 's3' ? 'rest-xml' : 'query';
  const writeError: AwsService['writeError'] = (response, error, requestId) =>
    writeProtocolError(response, protocol, error, requestId);
  return {
    name,
    allowsAnonymous: name === 's3',
    writeError,
    async handle(request) {
      try {
        const body = await wholeBody(request.body, 64 * 1024 * 1024);
        seen.push({ ...request, body });
        request.response.writeHead(200).end();
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        writeError(request.response, error, request.requestId);
      }
    },
  };
}

export interface TestEndpoint extends AsyncDisposable {
  endpoint: AwsEndpoint;
  url: string;
  identity: SqliteIdentityStore;
  /** In the form of the SDK. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  seen: Seen[];
}

/** An endpoint of echoing services on a free port. */
export async function startTestEndpoint(
  options: {
    allowAny?: boolean;
    now?: () => number;
    services?: (identity: SqliteIdentityStore) => AwsService[];
  } = {},
): Promise<TestEndpoint> {
  const seen: Seen[] = [];
  const identity = openIdentityStore({ file: undefined, allowAny: options.allowAny ?? false });
  const endpoint = await startAwsEndpoint({
    host: '127.0.0.1',
    port: 0,
    services: options.services?.(identity) ?? ['s3', 'iam', 'sts'].map((name) => echoService(name, seen)),
    identity,
    log: createLog('error', false),
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const { id, secret } = identity.firstKey();
  return {
    endpoint,
    url: `http://127.0.0.1:${endpoint.port}`,
    identity,
    credentials: { accessKeyId: id, secretAccessKey: secret },
    seen,
    async [Symbol.asyncDispose]() {
      await endpoint.close();
      identity.close();
    },
  };
}
