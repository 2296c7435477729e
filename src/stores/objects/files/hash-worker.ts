// Computes MD5s of streams, for `Hashers`: a digest of a gigabyte keeps a processor busy for two seconds, which the
// thread that serves everybody does not have.
import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashRequest } from '#stores/objects/files/hashers.ts';

const hashes = new Map<number, Hash>();

parentPort?.on('message', ({ request, stream, bytes, end }: HashRequest) => {
  const hash = hashes.get(stream) ?? createHash('md5');
  hashes.set(stream, hash);
  if (bytes) hash.update(bytes);
  if (end) hashes.delete(stream);
  const answer: HashAnswer = { request, ...(bytes && { bytes }) };
  if (end === 'digest') answer.md5 = hash.digest('hex');
  parentPort?.postMessage(answer, bytes ? [bytes.buffer as ArrayBuffer] : []);
});
