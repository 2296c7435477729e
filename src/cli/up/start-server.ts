import { resolve } from 'node:path';
import type { Log } from '#base/log.ts';
import type { Readiness } from '#cli/up/banner.ts';
import { credentials } from '#cli/up/credentials.ts';
import type { UpOptions } from '#config/up-options.ts';
import { startPostgresWire } from '#postgres-wire/start-postgres-wire.ts';
import { prepareTls } from '#postgres-wire/tls/prepare-tls.ts';
import { openWarehouse } from '#warehouse/open-warehouse.ts';

export interface Server {
  readiness: Readiness;
  /** Lets running statements end, closes the doors, then the warehouse. */
  close(): Promise<void>;
}

/** Wires the warehouse to its door. Throws when the data folder or the port is taken. */
export async function startServer(options: UpOptions, log: Log): Promise<Server> {
  const start = performance.now();
  const dataFolder = options.ephemeral ? undefined : resolve(options.data);
  const administrator = credentials(options.user, options.password, dataFolder);
  const warehouse = await openWarehouse({
    ...(dataFolder === undefined ? {} : { dataFolder }),
    ephemeral: options.ephemeral,
    user: administrator.user,
    password: administrator.password,
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    maxConnections: options.maxConnections,
    log,
  });
  try {
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
    const readiness: Readiness = {
      host: options.host,
      port: door.port,
      user: administrator.user,
      password: administrator.password,
      dataFolder,
      tlsCa: tls?.caFile,
      tls: options.tls,
      seconds: (performance.now() - start) / 1000,
    };
    const close = async () => {
      await door.close();
      await warehouse.close();
    };
    return { readiness, close };
  } catch (error) {
    await warehouse.close();
    throw error;
  }
}
