import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Received {
  type: string;
  payload: Buffer;
}

/** A client made of bytes, for what drivers never send. */
export class RawClient {
  readonly socket: Socket;
  private buffered = Buffer.alloc(0);
  private ended = false;
  private wake: () => void = () => {};

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (chunk) => {
      this.buffered = Buffer.concat([this.buffered, chunk]);
      // Reads on when it is asked for more: results can be long.
      if (this.buffered.length > 100_000) this.socket.pause();
      this.wake();
    });
    const end = () => {
      this.ended = true;
      this.wake();
    };
    this.socket.on('end', end).on('close', end).on('error', end);
  }

  send(...parts: Buffer[]): void {
    this.socket.write(Buffer.concat(parts));
  }

  /** One byte, as it answers a request for encryption. */
  async byte(): Promise<string | undefined> {
    while (this.buffered.length < 1 && !this.ended) await this.more();
    const byte = this.buffered.subarray(0, 1).toString('latin1');
    this.buffered = this.buffered.subarray(1);
    return byte === '' ? undefined : byte;
  }

  /** The next message; undefined when the server has closed the connection. */
  async next(): Promise<Received | undefined> {
    while (this.buffered.length < 5 || this.buffered.length < this.buffered.readInt32BE(1) + 1) {
      if (this.ended) return undefined;
      await this.more();
    }
    const length = this.buffered.readInt32BE(1);
    const type = this.buffered.toString('latin1', 0, 1);
    const payload = this.buffered.subarray(5, length + 1);
    this.buffered = this.buffered.subarray(length + 1);
    return { type, payload };
  }

  /** Messages up to the first of this type, which is included, or up to the end of the connection. */
  async until(type: string): Promise<Received[]> {
    const messages: Received[] = [];
    for (;;) {
      const message = await this.next();
      if (message === undefined) return messages;
      messages.push(message);
      if (message.type === type) return messages;
    }
  }

  async logIn(
    user = 'awsuser',
    password = 'Secret1secret',
    more: Record<string, string> = {},
  ): Promise<Received[]> {
    this.send(startup({ user, database: 'dev', ...more }));
    const request = await this.next();
    if (request?.type !== 'R' || request.payload.readInt32BE(0) !== 5) return request ? [request] : [];
    const md5 = (...parts: (string | Buffer)[]) => {
      const hash = createHash('md5');
      for (const part of parts) hash.update(part);
      return hash.digest('hex');
    };
    this.send(message('p', text(`md5${md5(md5(password, user), request.payload.subarray(4, 8))}`)));
    return await this.until('Z');
  }

  close(): void {
    this.socket.destroy();
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.socket.resume();
    });
  }
}

export function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

export function message(type: string, ...parts: Buffer[]): Buffer {
  const payload = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(payload.length + 4), payload]);
}

export function packet(code: number, ...parts: Buffer[]): Buffer {
  const payload = Buffer.concat(parts);
  return Buffer.concat([int32(payload.length + 8), int32(code), payload]);
}

export function startup(parameters: Record<string, string>, code = 196608): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [text(name), text(value)]);
  return packet(code, ...pairs, Buffer.from([0]));
}

export function query(sql: string): Buffer {
  return message('Q', text(sql));
}

export function parse(name: string, sql: string, oids: number[] = []): Buffer {
  return message('P', text(name), text(sql), int16(oids.length), ...oids.map(int32));
}

/** Values in text; result formats as given. */
export function bind(
  portal: string,
  statement: string,
  values: (string | null)[] = [],
  formats: number[] = [],
): Buffer {
  const encoded = values.map((value) =>
    value === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]),
  );
  const tail = [int16(formats.length), ...formats.map(int16)];
  return message('B', text(portal), text(statement), int16(0), int16(values.length), ...encoded, ...tail);
}

export function describe(kind: 'S' | 'P', name: string): Buffer {
  return message('D', Buffer.from(kind), text(name));
}

export function execute(portal: string, limit = 0): Buffer {
  return message('E', text(portal), int32(limit));
}

export const sync = message('S');

/** Letters of the messages, in order. */
export function types(messages: Received[]): string {
  return messages.map((received) => received.type).join('');
}

/** Fields of an ErrorResponse or NoticeResponse by letter. */
export function fields(received: Received | undefined): Record<string, string> {
  const parts = (received?.payload.toString('utf8') ?? '').split('\0').filter((part) => part !== '');
  return Object.fromEntries(parts.map((part) => [part[0], part.slice(1)]));
}

/** Values of a DataRow as text. */
export function rowValues(received: Received): (string | null)[] {
  const values: (string | null)[] = [];
  let at = 2;
  for (let left = received.payload.readInt16BE(0); left > 0; left--) {
    const length = received.payload.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : received.payload.toString('utf8', at, at + length));
    at += Math.max(length, 0);
  }
  return values;
}
