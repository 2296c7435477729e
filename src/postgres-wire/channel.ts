import type { Socket } from 'node:net';
import { type Frame, FrameReader, type PayloadLimit } from '#postgres-wire/protocol/frame-reader.ts';
import { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';

/** Bytes that may wait for a slow client before the server stops producing more. */
const unsentBytesMax = 4 * 1024 * 1024;
/** Bytes read ahead of the session before reading stops. */
const unreadBytesMax = 1024 * 1024;
/** How long a client has to take the last messages and close its side, ms. */
const endGraceMs = 1000;

/** One client's connection: messages in, messages out, with back-pressure both ways. */
export class Channel {
  /** Where messages are written before `flush()`. */
  readonly out = new MessageWriter();
  socket: Socket;
  /** Called once when the client is gone, whatever was going on. */
  onClose: () => void = () => {};
  closed = false;
  private readonly frames = new FrameReader();
  private ended = false;
  private leaving = false;
  private wakeReader: (() => void) | undefined;
  private wakeWriters: (() => void)[] = [];
  private readonly listeners = {
    data: (chunk: Buffer) => this.receiveBytes(chunk),
    end: () => this.receiveEnd(),
    error: () => this.close(),
    close: () => this.close(),
    drain: () => this.wakeAllWriters(),
  };

  constructor(socket: Socket) {
    this.socket = socket;
    this.attach(socket);
  }

  /** Continues on another socket (TLS over the first). Bytes read ahead in plain text are refused. */
  upgrade(makeSecure: (plain: Socket) => Socket): boolean {
    if (this.frames.bufferedBytes > 0) return false;
    this.detach(this.socket);
    // A plain socket that fails under TLS says so too; without a listener that would end the process.
    this.socket.on('error', () => this.close());
    this.socket = makeSecure(this.socket);
    this.attach(this.socket);
    return true;
  }

  /** The next start-up packet; undefined when the client left. */
  receiveStartup(): Promise<Frame | undefined> {
    return this.next(() => this.frames.nextStartup());
  }

  /** The next message; undefined when the client left. */
  receive(limit: PayloadLimit): Promise<Frame | undefined> {
    return this.next(() => this.frames.nextMessage(limit));
  }

  /** The next message where it has arrived already. */
  received(limit: PayloadLimit): Frame | undefined {
    return this.closed ? undefined : this.frames.nextMessage(limit);
  }

  /** Type of the message that comes next, where it has arrived already. */
  get nextType(): number | undefined {
    return this.frames.nextType;
  }

  /** Sends what has been written to `out`. */
  flush(): void {
    if (this.out.length === 0) return;
    const bytes = this.out.take();
    if (!this.closed) this.socket.write(bytes);
  }

  /** Sends a large buffer behind everything written so far; `sent` is called when it may be used again. */
  send(bytes: Buffer, sent: () => void): void {
    this.flush();
    if (this.closed) sent();
    else this.socket.write(bytes, sent);
  }

  /** Resolves at once while the client keeps up, else when it has taken most of what waits for it. */
  async ready(): Promise<void> {
    while (!this.closed && this.socket.writableLength > unsentBytesMax) {
      await new Promise<void>((wake) => {
        this.wakeWriters.push(wake);
      });
    }
  }

  /** To be called when written bytes have left: `ready()` looks again. */
  progress(): void {
    if (this.wakeWriters.length > 0 && this.socket.writableLength <= unsentBytesMax) this.wakeAllWriters();
  }

  /**
   * Sends the rest and ends the connection. What the client still sends is read past for a moment: closing
   * on unread bytes would reset the connection and could take the last message with it.
   */
  async end(): Promise<void> {
    this.flush();
    if (this.closed) {
      // The client may have closed its side only; nobody waits for the rest any more.
      this.socket.destroy();
      return;
    }
    this.leaving = true;
    this.socket.resume();
    this.socket.end();
    const timer = setTimeout(() => this.destroy(), endGraceMs);
    await new Promise<void>((resolve) => {
      if (this.socket.closed) resolve();
      else this.socket.once('close', () => resolve());
    });
    clearTimeout(timer);
    this.destroy();
  }

  destroy(): void {
    this.socket.destroy();
    this.close();
  }

  private attach(socket: Socket): void {
    for (const [event, listener] of Object.entries(this.listeners)) socket.on(event, listener);
  }

  private detach(socket: Socket): void {
    for (const [event, listener] of Object.entries(this.listeners)) socket.off(event, listener);
  }

  private async next(take: () => Frame | undefined): Promise<Frame | undefined> {
    for (;;) {
      if (this.closed) return undefined;
      const frame = take();
      if (frame !== undefined) return frame;
      if (this.ended) return undefined;
      this.socket.resume();
      await new Promise<void>((wake) => {
        this.wakeReader = wake;
      });
    }
  }

  private receiveBytes(chunk: Buffer): void {
    if (this.leaving) return;
    this.frames.push(chunk);
    const waiting = this.wakeReader !== undefined;
    if (!waiting && this.frames.bufferedBytes > unreadBytesMax) this.socket.pause();
    this.wake();
  }

  private receiveEnd(): void {
    this.ended = true;
    // Nobody reads answers any more: a statement that is running is of no use.
    if (this.wakeReader === undefined) this.close();
    this.wake();
  }

  private wake(): void {
    const wake = this.wakeReader;
    this.wakeReader = undefined;
    wake?.();
  }

  private wakeAllWriters(): void {
    const waiting = this.wakeWriters;
    this.wakeWriters = [];
    for (const wake of waiting) wake();
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.wake();
    this.wakeAllWriters();
    this.onClose();
  }
}
