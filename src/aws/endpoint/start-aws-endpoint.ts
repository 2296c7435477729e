import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type EndpointContext, handleRequest } from '#aws/endpoint/handle-request.ts';
import { routes } from '#aws/endpoint/routes.ts';
import type { AwsService } from '#aws/service.ts';
import type { Log } from '#base/log.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';

/** Longest request line and headers, bytes: presigned URLs with session tokens are long. */
const headerBytesMax = 32 * 1024;
const headersTimeoutMs = 60_000;
/** A connection on which nothing moves for so long is dropped. */
const idleMs = 5 * 60_000;
/** Longer than clients keep a connection for their next request, so that it is not closed under one. */
const keepAliveMs = 75_000;
/** How long `close` waits for requests under way before it cuts them off. */
const closeGraceMs = 10_000;

export interface AwsEndpointOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  services: readonly AwsService[];
  identity: IdentityStore;
  log: Log;
  /** Milliseconds since 1970; the system's clock unless a test says otherwise. */
  now?: () => number;
}

export interface AwsEndpoint {
  port: number;
  /** Lets requests under way end, then closes every connection. */
  close(): Promise<void>;
}

/** Opens one address for all AWS services, each of which has its row in `routes.ts`. Rejects when it cannot be listened on. */
export async function startAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  for (const { name } of options.services) {
    if (!routes.some(({ service }) => service === name)) throw new Error(`the service ${name} has no route`);
  }
  const context: EndpointContext = {
    services: new Map(options.services.map((service) => [service.name, service])),
    identity: options.identity,
    log: options.log,
    now: options.now ?? Date.now,
  };
  const underWay = new Set<Promise<void>>();
  const take = (needed: boolean) => (message: IncomingMessage, response: ServerResponse) => {
    // As long as the body is held back, what comes next on the connection could be either it or another request.
    if (needed) response.shouldKeepAlive = false;
    const handled: Promise<void> = handleRequest(context, message, response, { needed })
      .catch((error) => {
        options.log.error('a request failed', { error });
        response.destroy();
      })
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  };
  const server = createServer({
    maxHeaderSize: headerBytesMax,
    headersTimeout: headersTimeoutMs,
    // Bodies may take as long as they need, as long as they move.
    requestTimeout: 0,
    keepAliveTimeout: keepAliveMs,
    highWaterMark: 256 * 1024,
  });
  server.timeout = idleMs;
  server.on('request', take(false));
  server.on('checkContinue', take(true));
  server.on('clientError', refuseGarbage);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, backlog: 1024 }, resolve);
  });
  server.on('error', (error) => options.log.error('listening failed', { error }));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), closeGraceMs);
      while (underWay.size > 0) await Promise.all(underWay);
      clearTimeout(timer);
      server.closeIdleConnections();
      const last = setTimeout(() => server.closeAllConnections(), 200);
      await closed;
      clearTimeout(last);
    },
  };
}

/** What is not HTTP is told so and dropped. */
function refuseGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, code] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'RequestHeaderSectionTooLarge']
      : ['400 Bad Request', 'BadRequest'];
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>An error occurred when parsing the HTTP request.</Message></Error>`;
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
