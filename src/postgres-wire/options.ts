import type { Log } from '#base/log.ts';
import type { AuthenticationMethodName } from '#postgres-wire/authentication/method.ts';
import type { TlsMaterial } from '#postgres-wire/tls/tls-material.ts';

export interface PostgresWireOptions {
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Undefined: TLS is not offered. */
  tls: TlsMaterial | undefined;
  /** Refuse clients that do not ask for TLS. */
  requireTls: boolean;
  authMethod: AuthenticationMethodName;
  /** Clients at once, beyond which a new one is refused with 53300. */
  maxConnections: number;
  log: Log;
  /**
   * `show_discovery` as it is announced to clients: from 4 on, drivers list metadata by SHOW statements.
   * 0 leaves it out, so that they read the catalog. 4 when left out.
   */
  showDiscovery?: number;
  /** Time for a client to log in, ms; 60 seconds when left out. */
  startupTimeoutMs?: number;
}
