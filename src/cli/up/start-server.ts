import { resolve } from 'node:path';
import type { Log } from '#base/log.ts';
import { endpointUrl, type Readiness } from '#cli/up/banner.ts';
import { credentials } from '#cli/up/credentials.ts';
import { lazyDataApi } from '#cli/up/lazy-data-api.ts';
import { openStores, type Stores } from '#cli/up/open-stores.ts';
import type { UpOptions } from '#config/up-options.ts';
import { startPostgresWire } from '#postgres-wire/start-postgres-wire.ts';
import { prepareTls } from '#postgres-wire/tls/prepare-tls.ts';
import { openWarehouse } from '#warehouse/open-warehouse.ts';

export interface Server {
  readiness: Readiness;
  /** Lets running statements and requests end, closes the doors, then the warehouse and the stores. */
  close(): Promise<void>;
}

/** Wires the warehouse and the stores to their doors. Throws when the data folder or a port is taken. */
export async function startServer(options: UpOptions, log: Log): Promise<Server> {
  const start = performance.now();
  const dataFolder = options.ephemeral ? undefined : resolve(options.data);
  const administrator = credentials(options.user, options.password, dataFolder);
  // Loaded while the engine opens, which needs another thread than this one.
  const loading = import('#cli/up/start-aws.ts');
  await using opened = new AsyncDisposableStack();
  let stores: Stores | undefined;
  const warehouse = await openWarehouse({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    ephemeral: options.ephemeral,
    user: administrator.user,
    password: administrator.password,
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    maxConnections: options.maxConnections,
    s3: async () => {
      stores = await openStores(
        dataFolder,
        { allowAny: options.allowAnyCredentials, elsewhere: options.s3Elsewhere },
        log,
      );
      opened.defer(() => stores?.close());
      return stores.s3;
    },
    log,
  });
  opened.defer(() => warehouse.close());
  if (stores === undefined) throw new Error('the warehouse was opened without its stores');
  const { startAws } = await loading;
  const dataApi = lazyDataApi({ warehouse, dataFolder, administrator: administrator.user, log });
  opened.use(dataApi);
  const aws = await startAws({ host: options.host, port: options.awsPort }, stores, dataApi.open, log);
  opened.defer(() => aws.close());
  const tls = await prepareTls(options, dataFolder);
  const door = await startPostgresWire(
    {
      host: options.host,
      port: options.port,
      tls: tls?.material,
      requireTls: options.tls === 'require',
      authMethod: options.authMethod,
      maxConnections: options.maxConnections,
      log,
    },
    warehouse,
  );
  opened.defer(() => door.close());
  const key = stores.identity.firstKey();
  const readiness: Readiness = {
    host: options.host,
    port: door.port,
    user: administrator.user,
    password: administrator.password,
    dataFolder,
    tlsCa: tls?.caFile,
    tls: options.tls,
    aws: {
      endpoint: endpointUrl(options.host, aws.port),
      region: 'us-east-1',
      accessKeyId: key.id,
      secretAccessKey: key.secret,
      services: aws.services,
      anyCredentials: options.allowAnyCredentials,
    },
    seconds: (performance.now() - start) / 1000,
  };
  const closing = opened.move();
  return { readiness, close: () => closing.disposeAsync() };
}
