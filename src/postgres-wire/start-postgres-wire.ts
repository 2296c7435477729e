import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { fail } from '#base/errors.ts';
import { Channel } from '#postgres-wire/channel.ts';
import { Connection } from '#postgres-wire/connection.ts';
import type { PostgresWireOptions } from '#postgres-wire/options.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';

/** Connections beyond the limit that are still told so; above, they are dropped unheard. */
const refusalsMax = 100;
/** How long `close` waits for statements to stop before it cuts connections, ms. */
const closeGraceMs = 5000;

/**
 * Opens the PostgreSQL door of a warehouse as Redshift speaks it.
 * Rejects when the address cannot be listened on. `close` ends every session with 57P01.
 */
export async function startPostgresWire(
  options: PostgresWireOptions,
  warehouse: Warehouse,
): Promise<{ port: number; close(): Promise<void> }> {
  const secureContext =
    options.tls === undefined
      ? undefined
      : createSecureContext({ cert: options.tls.certificate, key: options.tls.key, minVersion: 'TLSv1.2' });
  const open = new Map<Connection, { channel: Channel; served: Promise<void> }>();
  let occupied = 0;
  const accept = (socket: Socket) => {
    if (open.size >= options.maxConnections + refusalsMax) return void socket.destroy();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const channel = new Channel(socket);
    const connection = new Connection(channel, warehouse, options, secureContext);
    const full = occupied >= options.maxConnections;
    const place = full ? 0 : 1;
    occupied += place;
    const served = connection
      .serve(full, () => {
        occupied -= place;
      })
      .finally(() => open.delete(connection));
    open.set(connection, { channel, served });
  };
  // A client may say all it has to say, close its side and still want the answers.
  const server = createServer({ allowHalfOpen: true }, accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, backlog: 1024 }, resolve);
  });
  server.on('error', (error) => options.log.error('listening failed', { error }));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of open.keys()) connection.terminate(shutdown());
      const timer = setTimeout(() => {
        for (const { channel } of open.values()) channel.destroy();
      }, closeGraceMs);
      await Promise.all([...open.values()].map(({ served }) => served));
      clearTimeout(timer);
      await closed;
    },
  };
}

function shutdown() {
  return fail('admin_shutdown', 'terminating connection due to administrator command', { severity: 'FATAL' });
}
