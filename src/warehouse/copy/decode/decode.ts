import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Decode, DecodeError, type DecodeRequest } from '#warehouse/copy/decode/decode-interface.ts';
import type { DecodeMessage } from '#warehouse/copy/decode/decode-message.ts';

const WORKER = new URL('./decode-worker.ts', import.meta.url);
const WORKER_MEMORY_MB = 512;

/** Decodes in a thread of its own; see `Decode`. Aborting throws the signal's reason. */
export const decode: Decode = async function* (request, signal) {
  signal.throwIfAborted();
  const prefix = `segment-${randomUUID()}`;
  const worker = new Worker(WORKER, {
    workerData: { request, prefix },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  });
  const messages = new Messages(worker, signal);
  let delivered = 0;
  try {
    for (;;) {
      const message = await messages.next();
      if (message.kind === 'end') return;
      if (message.kind === 'failure') throw new DecodeError(message.file, message.code, message.message);
      worker.postMessage('go on');
      delivered++;
      yield message.segment;
    }
  } finally {
    messages.close();
    await worker.terminate();
    await removeSegments(request, prefix, delivered);
  }
};

/** At most two are there that nobody was given: one finished and one begun. */
async function removeSegments(request: DecodeRequest, prefix: string, from: number): Promise<void> {
  for (const index of [from, from + 1])
    await rm(join(request.stagingFolder, `${prefix}-${index}.parquet`), { force: true });
}

/** A worker's messages, one at a time; its end and the abort of `signal` are errors. */
class Messages {
  readonly #queue: DecodeMessage[] = [];
  readonly #signal: AbortSignal;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(worker: Worker, signal: AbortSignal) {
    this.#signal = signal;
    worker.on('message', (message: DecodeMessage) => {
      this.#queue.push(message);
      this.#wake?.();
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('The decoding thread has ended')));
    signal.addEventListener('abort', this.#abort);
  }

  async next(): Promise<DecodeMessage> {
    for (;;) {
      this.#signal.throwIfAborted();
      const message = this.#queue.shift();
      if (message) return message;
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#abort);
  }

  readonly #abort = (): void => this.#wake?.();

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }
}
