import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type Decode,
  DecodeError,
  type DecodeRequest,
  type Segment,
} from '#warehouse/copy/decode/decode-interface.ts';
import type { DecodeMessage } from '#warehouse/copy/decode/decode-message.ts';

const WORKER = new URL('./decode-worker.ts', import.meta.url);
const WORKER_MEMORY_MB = 512;
const SMALL_BYTES = 256 << 10;
const SMALL_FILES = 20;
/** What compressed data is taken to unpack to; a megabyte at a time, if it is more. */
const COMPRESSION_RATIO = 10;

/** Decodes in a thread of its own, unless there is so little that the thread would take longer; see `Decode`. Aborting throws the signal's reason. */
export const decode: Decode = async function* (request, signal) {
  signal.throwIfAborted();
  const prefix = `segment-${randomUUID()}`;
  let delivered = 0;
  const segments = (await isSmall(request))
    ? decodeHere(request, prefix, signal)
    : decodeAside(request, prefix, signal);
  try {
    for await (const segment of segments) {
      delivered++;
      yield segment;
    }
  } finally {
    await removeSegments(request, prefix, delivered);
  }
};

/** Whether the files are decoded before a thread would have begun. A missing file is found when it is read. */
async function isSmall({ files }: DecodeRequest): Promise<boolean> {
  let left = SMALL_BYTES;
  for (const { path, compression } of files) {
    const { size } = await stat(path).catch(() => ({ size: 0 }));
    left -= compression === 'none' ? size : size * COMPRESSION_RATIO;
    if (left < 0) return false;
  }
  return files.length <= SMALL_FILES;
}

async function* decodeHere(
  request: DecodeRequest,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<Segment> {
  const { decodeSegments } = await import('#warehouse/copy/decode/decode-segments.ts');
  for await (const segment of decodeSegments(request, prefix)) {
    signal.throwIfAborted();
    yield segment;
  }
}

async function* decodeAside(
  request: DecodeRequest,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<Segment> {
  const worker = new Worker(WORKER, {
    workerData: { request, prefix },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  });
  const messages = new Messages(worker, signal);
  try {
    for (;;) {
      const message = await messages.next();
      if (message.kind === 'end') return;
      if (message.kind === 'failure') throw new DecodeError(message.file, message.code, message.message);
      worker.postMessage('go on');
      yield message.segment;
    }
  } finally {
    messages.close();
    await worker.terminate();
  }
}

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
