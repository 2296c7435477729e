import { fail, RedshiftError } from '#base/errors.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import { asRedshiftError, writeError } from '#postgres-wire/protocol/error-messages.ts';
import type { Frame } from '#postgres-wire/protocol/frame-reader.ts';
import {
  type ClientMessage,
  decodeClientMessage,
  payloadLimit,
} from '#postgres-wire/protocol/query-messages.ts';
import { writeReadyForQuery } from '#postgres-wire/protocol/session-messages.ts';
import { ExtendedQuery } from '#postgres-wire/query/extended-query.ts';
import { runSimpleQuery } from '#postgres-wire/query/simple-query.ts';
import type { Session } from '#warehouse/session-interface.ts';

const extendedTypes = new Set([...'PBDCEHdcf'].map((letter) => letter.charCodeAt(0)));
/** Answers that wait for Flush or Sync. */
const unflushedBytesMax = 65_536;
const syncType = 'S'.charCodeAt(0);
const terminateType = 'X'.charCodeAt(0);

/** Messages of an open session, one after the other, until the client or the server ends it. */
export class SessionLoop {
  private readonly channel: Channel;
  private readonly session: Session;
  private readonly extended: ExtendedQuery;
  private readonly protocol: number;
  /** After an error in the extended protocol everything up to Sync is skipped. */
  private skipping = false;
  private ending: RedshiftError | undefined;
  private wakeIdle: (() => void) | undefined;

  constructor(channel: Channel, session: Session, protocol: number) {
    this.channel = channel;
    this.session = session;
    this.protocol = protocol;
    this.extended = new ExtendedQuery(channel, session, protocol);
  }

  /** Throws the error that ends the session; returns when the client has left. */
  async run(): Promise<void> {
    for (;;) {
      const frame = this.receivedFrame() ?? (await this.nextFrame());
      if (this.ending !== undefined) throw this.ending;
      if (frame === undefined) return;
      if (this.skipping && frame.type !== syncType && frame.type !== terminateType) continue;
      if (!(await this.take(frame))) return;
      if (this.channel.out.length > unflushedBytesMax) await this.relieve();
    }
  }

  /** Makes `run` throw `reason`: at once when it waits for the client, else when the statement has stopped. */
  terminate(reason: RedshiftError): void {
    this.ending ??= reason;
    this.session.cancel();
    this.wakeIdle?.();
  }

  async close(): Promise<void> {
    await this.extended.closePortals();
  }

  /** A client may send many messages before it asks for the answers. */
  private async relieve(): Promise<void> {
    this.channel.flush();
    await this.channel.ready();
  }

  private receivedFrame(): Frame | undefined {
    return this.ending === undefined ? this.channel.received(payloadLimit) : undefined;
  }

  private async nextFrame(): Promise<Frame | undefined> {
    if (this.ending !== undefined) return undefined;
    const terminated = new Promise<undefined>((resolve) => {
      this.wakeIdle = () => resolve(undefined);
    });
    return await Promise.race([this.channel.receive(payloadLimit), terminated]);
  }

  /** False ends the session without an error. */
  private async take(frame: Frame): Promise<boolean> {
    try {
      const message = decodeClientMessage(frame);
      if (message.kind === 'terminate') return false;
      await this.handle(message);
    } catch (error) {
      if (this.ending !== undefined) throw this.ending;
      if (error instanceof RedshiftError && error.severity !== 'ERROR') throw error;
      await this.fail(frame, error);
    }
    return true;
  }

  private async handle(message: ClientMessage): Promise<void> {
    switch (message.kind) {
      case 'query':
        await this.extended.beforeSimpleQuery(message.text);
        await runSimpleQuery(this.channel, this.session, message.text, this.protocol);
        return await this.finishSimple();
      case 'parse':
        return await this.extended.parse(message);
      case 'bind':
        return await this.extended.bind(message);
      case 'describe':
        return this.extended.describe(message);
      case 'execute':
        return await this.extended.execute(message);
      case 'close':
        return await this.extended.close(message);
      case 'flush':
        return this.channel.flush();
      case 'sync':
        return await this.sync();
      case 'function call':
        throw fail('feature_not_supported', 'function calls through the protocol are not supported');
      case 'copy':
        // Copy data that arrives after COPY was refused is passed over, as PostgreSQL does.
        return;
    }
  }

  private async fail(frame: Frame, error: unknown): Promise<void> {
    writeError(this.channel.out, asRedshiftError(error));
    if (frame.type === syncType) return this.ready();
    if (extendedTypes.has(frame.type)) {
      this.skipping = true;
      return this.channel.flush();
    }
    await this.finishSimple();
  }

  private async sync(): Promise<void> {
    const failed = this.skipping;
    this.skipping = false;
    await this.closePortalsOutsideBlock(failed);
    await this.session.sync(failed);
    await this.extended.afterTransaction();
    this.ready();
  }

  /** An implicit transaction ends at Sync: its results have to be let go before it can commit. */
  private async closePortalsOutsideBlock(failed: boolean): Promise<void> {
    if (failed || this.session.transactionStatus === 'idle') await this.extended.closePortals();
  }

  private async finishSimple(): Promise<void> {
    this.skipping = false;
    await this.extended.afterTransaction();
    this.ready();
  }

  private ready(): void {
    writeReadyForQuery(this.channel.out, this.session.transactionStatus);
    this.channel.flush();
  }
}
