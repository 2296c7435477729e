import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { DecodeError, type DecodeRequest } from '#warehouse/copy/decode/decode-interface.ts';
import type { DecodeMessage } from '#warehouse/copy/decode/decode-message.ts';
import { decodeSegments } from '#warehouse/copy/decode/decode-segments.ts';

const port = parentPort!;
const { request, prefix } = workerData as { request: DecodeRequest; prefix: string };

const send = (message: DecodeMessage): void => port.postMessage(message);

try {
  for await (const segment of decodeSegments(request, prefix)) {
    const permission = once(port, 'message');
    send({ kind: 'segment', segment });
    await permission;
  }
  send({ kind: 'end' });
} catch (error) {
  if (!(error instanceof DecodeError)) throw error;
  send({ kind: 'failure', file: error.file, code: error.code, message: error.message });
}
port.close();
