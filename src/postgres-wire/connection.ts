import type { SecureContext } from 'node:tls';
import { TLSSocket } from 'node:tls';
import { fail, RedshiftError } from '#base/errors.ts';
import { authenticate } from '#postgres-wire/authentication/authenticate.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import type { PostgresWireOptions } from '#postgres-wire/options.ts';
import { writeInitialStatus } from '#postgres-wire/parameter-status.ts';
import { asRedshiftError, writeError, writeNotice } from '#postgres-wire/protocol/error-messages.ts';
import {
  writeBackendKeyData,
  writeParameterStatus,
  writeReadyForQuery,
} from '#postgres-wire/protocol/session-messages.ts';
import { SessionLoop } from '#postgres-wire/session-loop.ts';
import { readBeginning } from '#postgres-wire/start-up.ts';
import type { StartupRequest } from '#postgres-wire/startup-parameters.ts';
import type { Session, SessionRequest, Warehouse } from '#warehouse/session-interface.ts';

const startupTimeoutMs = 60_000;
const terminateGraceMs = 5000;

/** One client from its first byte to its last. */
export class Connection {
  private readonly channel: Channel;
  private readonly warehouse: Warehouse;
  private readonly options: PostgresWireOptions;
  private readonly secureContext: SecureContext | undefined;
  private session: Session | undefined;
  private loop: SessionLoop | undefined;
  private ending: RedshiftError | undefined;

  constructor(
    channel: Channel,
    warehouse: Warehouse,
    options: PostgresWireOptions,
    secureContext: SecureContext | undefined,
  ) {
    this.channel = channel;
    this.warehouse = warehouse;
    this.options = options;
    this.secureContext = secureContext;
    channel.onClose = () => this.session?.cancel();
  }

  /**
   * Serves the client; never throws. `full` refuses it as soon as it has said what it wants. `released` is
   * called when its session is given back, though the client may not have left yet.
   */
  async serve(full: boolean, released: () => void): Promise<void> {
    try {
      const timer = setTimeout(
        () => this.channel.destroy(),
        this.options.startupTimeoutMs ?? startupTimeoutMs,
      );
      const opened = await this.open(full).finally(() => clearTimeout(timer));
      if (opened) await this.loop?.run();
    } catch (error) {
      this.reportFatal(error);
    } finally {
      await this.release();
      released();
      await this.channel.end();
    }
  }

  /** Ends the connection from our side: at once when idle, else after interrupting what runs. */
  terminate(reason: RedshiftError): void {
    this.ending ??= reason;
    if (this.loop === undefined) {
      this.channel.destroy();
      return;
    }
    this.loop.terminate(this.ending);
    // A client that does not read cannot be told.
    setTimeout(() => this.channel.destroy(), terminateGraceMs).unref();
  }

  private async open(full: boolean): Promise<boolean> {
    const beginning = await readBeginning(this.channel, this.secureContext, this.options.requireTls);
    if (beginning.kind === 'gone') return false;
    if (beginning.kind === 'cancel') {
      this.warehouse.cancel(beginning.pid, beginning.secret);
      return false;
    }
    if (full) throw tooManyConnections(this.options.maxConnections);
    const request = await this.logIn(beginning.request);
    this.session = await this.warehouse.openSession(request);
    this.loop = new SessionLoop(this.channel, this.session, beginning.request.protocolVersion);
    if (this.ending !== undefined) throw this.ending;
    this.greet(this.session, beginning.request);
    return true;
  }

  private async logIn(request: StartupRequest): Promise<SessionRequest> {
    const sessionRequest = this.sessionRequest(request);
    this.warehouse.recordConnectionEvent('initiating session', sessionRequest, 0);
    try {
      const verifier = this.warehouse.passwordVerifier(request.user);
      const method = await authenticate(this.channel, request.user, verifier, this.options.authMethod);
      sessionRequest.peer.authMethod = method;
    } catch (error) {
      // A client that asks its user for the password first leaves when it is asked for it.
      const event = this.channel.closed ? 'disconnecting session' : 'authentication failure';
      this.warehouse.recordConnectionEvent(event, sessionRequest, 0);
      throw error;
    }
    this.warehouse.recordConnectionEvent('authenticated', sessionRequest, 0);
    if (!this.warehouse.hasDatabase(request.database)) {
      throw fail('invalid_catalog_name', `database "${request.database}" does not exist`, {
        severity: 'FATAL',
      });
    }
    return sessionRequest;
  }

  private sessionRequest(request: StartupRequest): SessionRequest {
    const socket = this.channel.socket;
    const cipher = socket instanceof TLSSocket ? socket.getCipher() : undefined;
    return {
      user: request.user,
      database: request.database,
      applicationName: request.applicationName,
      settings: request.settings,
      peer: {
        remoteHost: socket.remoteAddress ?? '',
        remotePort: socket.remotePort ?? 0,
        driverVersion: request.driverVersion,
        osVersion: request.osVersion,
        pluginName: request.pluginName,
        protocolVersion: request.protocolVersion,
        authMethod: this.options.authMethod,
        sslVersion: socket instanceof TLSSocket ? (socket.getProtocol() ?? '') : '',
        sslCipher: cipher?.name ?? '',
      },
      onNotice: (notice) => writeNotice(this.channel.out, notice),
      onParameterStatus: (name, value) => writeParameterStatus(this.channel.out, name, value),
      onTerminate: (error) => this.terminate(asRedshiftError(error)),
    };
  }

  private greet(session: Session, request: StartupRequest): void {
    writeInitialStatus(this.channel.out, session, request, this.options.showDiscovery ?? 4);
    writeBackendKeyData(this.channel.out, session.pid, session.secret);
    writeReadyForQuery(this.channel.out, session.transactionStatus);
    this.channel.flush();
  }

  private reportFatal(error: unknown): void {
    const reported = asRedshiftError(error);
    if (!(error instanceof RedshiftError)) this.options.log.error('connection failed', { error });
    if (!this.channel.closed) writeError(this.channel.out, reported, 'FATAL');
  }

  private async release(): Promise<void> {
    try {
      await this.loop?.close();
      await this.session?.[Symbol.asyncDispose]();
    } catch (error) {
      this.options.log.error('session did not close cleanly', { error });
    }
    this.session = undefined;
  }
}

function tooManyConnections(limit: number): RedshiftError {
  return fail('too_many_connections', `connection limit "${limit}" exceeded for non-bootstrap users`, {
    severity: 'FATAL',
  });
}
