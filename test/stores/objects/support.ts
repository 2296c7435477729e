import { text } from 'node:stream/consumers';
import { ObjectError, type ObjectErrorCode } from '#stores/objects/object-error.ts';
import type { ObjectStore, ObjectVersion } from '#stores/objects/object-store.ts';

/** A body of these chunks. */
export async function* bytesOf(...chunks: (string | Uint8Array)[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

export function putText(store: ObjectStore, key: string, value: string): Promise<ObjectVersion> {
  return store.put('bucket', key, bytesOf(value), {});
}

export async function textOf(
  store: ObjectStore,
  bucket: string,
  key: string,
  version?: string,
): Promise<string> {
  await using object = await store.open(bucket, key, version);
  return text(object.stream());
}

/** For `assert.throws` and `assert.rejects`: an ObjectError with this code. */
export function code(expected: ObjectErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof ObjectError && error.code === expected;
}
