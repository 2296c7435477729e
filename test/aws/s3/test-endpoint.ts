import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { startAwsEndpoint } from '#aws/endpoint/start-aws-endpoint.ts';
import { s3Service } from '#aws/services/s3/s3-service.ts';
import { createLog } from '#base/log.ts';
import type { AccessKey, IdentityStore } from '#stores/identity/identity-store.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';
import type { ObjectStore } from '#stores/objects/object-store.ts';
import { openObjectStore } from '#stores/objects/open-object-store.ts';

/** The AWS endpoint with S3 on a free port, over a store in a temporary folder. */
export interface TestEndpoint extends AsyncDisposable {
  port: number;
  /** `http://localhost:port`; virtual-hosted buckets are below it. */
  url: string;
  key: AccessKey;
  store: ObjectStore;
  identity: IdentityStore;
  /** What the service logged as its own fault; a test that expects none finds it empty. */
  faults: string[];
  /** A client of the AWS SDK; path style unless told otherwise. */
  client(config?: S3ClientConfig): S3Client;
}

export async function openTestEndpoint(options: { allowAny?: boolean } = {}): Promise<TestEndpoint> {
  const folder = await mkdtemp(join(tmpdir(), 'slipher-s3-endpoint-'));
  const store = await openObjectStore({ folder });
  const identity = openIdentityStore({ file: undefined, allowAny: options.allowAny ?? false });
  const [key] = identity.accessKeys();
  if (key === undefined) throw new Error('a new account has no access key');
  const faults: string[] = [];
  const log = createLog('error', false, (line) => faults.push(line));
  const services = [s3Service({ store, identity, log })];
  const endpoint = await startAwsEndpoint({ host: '127.0.0.1', port: 0, services, identity, log });
  const url = `http://localhost:${endpoint.port}`;
  const clients: S3Client[] = [];
  return {
    port: endpoint.port,
    url,
    key,
    store,
    identity,
    faults,
    client(config = {}) {
      const credentials = { accessKeyId: key.id, secretAccessKey: key.secret };
      const client = new S3Client({
        endpoint: url,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials,
        maxAttempts: 1,
        // It advises against streams, which are what is tested.
        logger: { debug() {}, info() {}, warn() {}, error() {} },
        requestHandler: { httpAgent: new Agent({ keepAlive: true, lookup }) },
        ...config,
      });
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await endpoint.close();
      await store[Symbol.asyncDispose]();
      identity.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Every name below localhost is this machine, also where the resolver does not know that (RFC 6761). */
const lookup: LookupFunction = (_name, { all }, found) => {
  if (all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};
