import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync, writev } from 'node:fs';
import { promisify } from 'node:util';
import type { Hashers, StreamHash } from '#stores/objects/files/hashers.ts';
import { syncDescriptor } from '#stores/objects/files/sync-file.ts';

const writeChunks = promisify(writev);

/** Chunks are gathered up to this size before they are written, in bytes. */
const gatherBytes = 1024 * 1024;

export interface Received {
  /** Lower-case hex. */
  md5: string;
  size: number;
}

/**
 * Writes a body to a new file and brings it to disk. While one gathering is written and digested the next one is
 * read, and no more: the sender waits for the disk. `verify` sees what came before the file is brought to disk; what
 * it throws is thrown. The caller removes the file after a failure. Chunks must not be changed by whoever made them.
 */
export async function receiveFile<T>(
  path: string,
  body: AsyncIterable<Uint8Array>,
  hashers: Hashers,
  verify: (received: Received) => T,
): Promise<Received & { verified: T }> {
  // 'wx': a file of that name would be another write's.
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    const received = await writeBody(descriptor, body, hashers);
    const verified = verify(received);
    await syncDescriptor(descriptor);
    return { ...received, verified };
  } finally {
    closeSync(descriptor);
  }
}

async function writeBody(
  descriptor: number,
  body: AsyncIterable<Uint8Array>,
  hashers: Hashers,
): Promise<Received> {
  let size = 0;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let large: LargeBody | undefined;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      gathered.push(chunk);
      gatheredBytes += chunk.length;
      if (gatheredBytes < gatherBytes) continue;
      large ??= new LargeBody(descriptor, hashers.start());
      await large.add(gathered);
      gathered = [];
      gatheredBytes = 0;
    }
    if (!large) return { md5: writeSmall(descriptor, gathered), size };
    await large.add(gathered);
    return { md5: await large.finish(), size };
  } catch (error) {
    await large?.drop();
    throw error;
  }
}

/** Goes to the page cache at once: a turn through the thread pool would cost more than the write. */
function writeSmall(descriptor: number, chunks: Uint8Array[]): string {
  const md5 = createHash('md5');
  for (const chunk of chunks) {
    md5.update(chunk);
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
  }
  return md5.digest('hex');
}

/** A body of more than one gathering, written and digested in other threads. */
class LargeBody {
  readonly #descriptor: number;
  readonly #hash: StreamHash;
  #pending: Promise<unknown> = Promise.resolve();

  constructor(descriptor: number, hash: StreamHash) {
    this.#descriptor = descriptor;
    this.#hash = hash;
  }

  /** Waits for the gathering before this one. */
  async add(chunks: Uint8Array[]): Promise<void> {
    await this.#pending;
    this.#pending = settled([writeAll(this.#descriptor, chunks), this.#hash.update(chunks)]);
    // A failure is met at the next wait; until then it must not count as unhandled.
    this.#pending.catch(() => undefined);
  }

  async finish(): Promise<string> {
    await this.#pending;
    return this.#hash.digest();
  }

  /** After a failure: the descriptor may be closed when this returns. */
  async drop(): Promise<void> {
    await this.#pending.catch(() => undefined);
    this.#hash.drop();
  }
}

/** Waits for all, also when one fails. */
async function settled(all: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(all);
  await Promise.all(all);
}

async function writeAll(descriptor: number, chunks: Uint8Array[]): Promise<void> {
  let rest = chunks.filter((chunk) => chunk.length > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await writeChunks(descriptor, rest.slice(0, 1024));
    rest = without(rest, bytesWritten);
  }
}

/** What is left of the chunks after their first `count` bytes: a disk that fills up takes only a part. */
function without(chunks: Uint8Array[], count: number): Uint8Array[] {
  let skipped = 0;
  let left = count;
  while (skipped < chunks.length && left >= chunks[skipped]!.length) {
    left -= chunks[skipped]!.length;
    skipped++;
  }
  const rest = chunks.slice(skipped);
  if (left > 0) rest[0] = rest[0]!.subarray(left);
  return rest;
}
