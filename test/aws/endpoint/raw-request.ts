import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which bytes are sent as they are. */
export class RawConnection implements AsyncDisposable {
  readonly socket: Socket;
  #received = '';

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (text: string) => {
      this.#received += text;
    });
    socket.on('error', () => {});
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  get received(): string {
    return this.#received;
  }

  /** Waits until what was received matches. */
  async until(pattern: RegExp): Promise<string> {
    const deadline = setTimeout(() => this.socket.destroy(), 20_000);
    while (!pattern.test(this.#received)) {
      if (this.socket.closed) throw new Error(`closed after: ${this.#received}`);
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    }
    clearTimeout(deadline);
    return this.#received;
  }

  async closed(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.#received;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
  }
}
