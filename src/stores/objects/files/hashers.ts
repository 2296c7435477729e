import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

export interface HashRequest {
  request: number;
  stream: number;
  bytes?: Uint8Array;
  /** The stream's last message: with its digest, or without. */
  end?: 'digest' | 'drop';
}

export interface HashAnswer {
  request: number;
  /** Given back, to be filled again. */
  bytes?: Uint8Array;
  md5?: string;
}

interface Asked {
  resolve: (answer: HashAnswer) => void;
  reject: (error: Error) => void;
}

/** The MD5 of a stream, in another thread. */
export interface StreamHash {
  /** Resolves when the bytes are digested. The next call waits for that. */
  update(chunks: Uint8Array[]): Promise<void>;
  /** Lower-case hex. */
  digest(): Promise<string>;
  /** Gives the stream up. */
  drop(): void;
}

/** Threads that digest large bodies, started when the first one comes. */
export class Hashers {
  readonly #workers: HashThread[] = [];
  readonly #limit = Math.max(1, Math.min(4, availableParallelism() - 1));
  #streams = 0;

  start(): StreamHash {
    const stream = this.#streams++;
    const at = stream % this.#limit;
    const current = this.#workers[at];
    const worker = current?.alive ? current : new HashThread();
    this.#workers[at] = worker;
    let spare: ArrayBufferLike | undefined;
    return {
      async update(chunks) {
        const { bytes } = await worker.ask({ stream, bytes: joined(chunks, spare) });
        spare = bytes?.buffer;
      },
      digest: async () => (await worker.ask({ stream, end: 'digest' })).md5 ?? '',
      drop: () => void worker.ask({ stream, end: 'drop' }).catch(() => undefined),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }
}

class HashThread {
  readonly #worker = new Worker(new URL('./hash-worker.ts', import.meta.url));
  readonly #asked = new Map<number, Asked>();
  #requests = 0;
  alive = true;

  constructor() {
    this.#worker.unref();
    this.#worker.on('message', (answer: HashAnswer) => {
      this.#asked.get(answer.request)?.resolve(answer);
      this.#asked.delete(answer.request);
    });
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('The thread that digests bodies ended.')));
  }

  ask(message: Omit<HashRequest, 'request'>): Promise<HashAnswer> {
    const request = this.#requests++;
    return new Promise((resolve, reject) => {
      if (!this.alive) return reject(new Error('The thread that digests bodies ended.'));
      this.#asked.set(request, { resolve, reject });
      this.#worker.postMessage(
        { ...message, request },
        message.bytes ? [message.bytes.buffer as ArrayBuffer] : [],
      );
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(error: unknown): void {
    this.alive = false;
    for (const { reject } of this.#asked.values()) reject(error as Error);
    this.#asked.clear();
  }
}

/** A copy that may be moved to another thread, in `spare` where it fits: the chunks are still to be written. */
function joined(chunks: Uint8Array[], spare: ArrayBufferLike | undefined): Uint8Array {
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const buffer = spare && spare.byteLength >= length ? spare : new ArrayBuffer(length);
  const bytes = new Uint8Array(buffer, 0, length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
