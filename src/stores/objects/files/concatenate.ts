import { open } from 'node:fs/promises';

const bufferBytes = 1024 * 1024;

/** Writes the bytes of several files, one after another, to a new file and brings it to disk. */
export async function concatenate(path: string, sources: string[]): Promise<void> {
  const buffer = Buffer.allocUnsafe(bufferBytes);
  await using target = await open(path, 'wx', 0o600);
  for (const source of sources) {
    await using file = await open(source, 'r');
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, bufferBytes, null);
      if (bytesRead === 0) break;
      for (let at = 0; at < bytesRead; ) {
        at += (await target.write(buffer, at, bytesRead - at)).bytesWritten;
      }
    }
  }
  await target.sync();
}
