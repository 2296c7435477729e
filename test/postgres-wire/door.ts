import { createLog } from '#base/log.ts';
import type { PostgresWireOptions } from '#postgres-wire/options.ts';
import { startPostgresWire } from '#postgres-wire/start-postgres-wire.ts';
import { openWarehouse } from '#warehouse/open-warehouse.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';

export const password = 'Secret1secret';

export interface Door {
  port: number;
  warehouse: Warehouse;
  /** What went wrong inside, which a client's bad input must never cause. */
  complaints: string[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** A warehouse in memory with its door open on a free port. */
export async function openDoor(options: Partial<PostgresWireOptions> = {}): Promise<Door> {
  const complaints: string[] = [];
  const log = createLog('error', false, (line) => complaints.push(line));
  const warehouse = await openWarehouse({ ephemeral: true, user: 'awsuser', password, log });
  const door = await startPostgresWire(
    {
      host: '127.0.0.1',
      port: 0,
      tls: undefined,
      requireTls: false,
      authMethod: 'md5',
      maxConnections: 100,
      log,
      ...options,
    },
    warehouse,
  );
  let closed = false;
  return {
    port: door.port,
    warehouse,
    complaints,
    [Symbol.asyncDispose]: async () => {
      if (closed) return;
      closed = true;
      await door.close();
      await warehouse.close();
    },
  };
}
