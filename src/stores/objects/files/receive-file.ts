import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync, writev } from 'node:fs';
import { promisify } from 'node:util';
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
 * Writes a body to a new file and brings it to disk. While one gathering is written the next one is read, and no
 * more: the sender waits for the disk. `verify` sees what came before the file is brought to disk; what it throws is
 * thrown. The caller removes the file after a failure. Chunks must not be changed by whoever made them.
 */
export async function receiveFile<T>(
  path: string,
  body: AsyncIterable<Uint8Array>,
  verify: (received: Received) => T,
): Promise<Received & { verified: T }> {
  // 'wx': a file of that name would be another write's.
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    const received = await writeBody(descriptor, body);
    const verified = verify(received);
    await syncDescriptor(descriptor);
    return { ...received, verified };
  } finally {
    closeSync(descriptor);
  }
}

async function writeBody(descriptor: number, body: AsyncIterable<Uint8Array>): Promise<Received> {
  const md5 = createHash('md5');
  let size = 0;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let writing: Promise<void> | undefined;
  try {
    for await (const chunk of body) {
      md5.update(chunk);
      size += chunk.length;
      gathered.push(chunk);
      gatheredBytes += chunk.length;
      if (gatheredBytes < gatherBytes) continue;
      await writing;
      writing = writeAll(descriptor, gathered);
      // The failure is met at the next await; until then it must not count as unhandled.
      writing.catch(() => undefined);
      gathered = [];
      gatheredBytes = 0;
    }
    await writing;
  } finally {
    await writing?.catch(() => undefined);
  }
  // A small body goes to the page cache at once: a turn through the thread pool would cost more than the write.
  if (size === gatheredBytes && size <= 64 * 1024)
    for (const chunk of gathered) writeWhole(descriptor, chunk);
  else await writeAll(descriptor, gathered);
  return { md5: md5.digest('hex'), size };
}

async function writeAll(descriptor: number, chunks: Uint8Array[]): Promise<void> {
  let rest = chunks.filter((chunk) => chunk.length > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await writeChunks(descriptor, rest.slice(0, 1024));
    rest = without(rest, bytesWritten);
  }
}

function writeWhole(descriptor: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
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
