import { close, fsync, open } from 'node:fs';
import { promisify } from 'node:util';

const openFile = promisify(open);
const sync = promisify(fsync);
const closeFile = promisify(close);

/** Brings the bytes of an open file to disk. */
export const syncDescriptor: (descriptor: number) => Promise<void> = sync;

/** Brings a file that others wrote to disk. */
export async function syncFile(path: string): Promise<void> {
  const descriptor = await openFile(path, 'r');
  try {
    await sync(descriptor);
  } finally {
    await closeFile(descriptor);
  }
}

/** Brings a folder's entries to disk: without it a new file's name may be lost with the power. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and keeps its entries by itself.
  if (process.platform !== 'win32') await syncFile(path);
}
