import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyError } from '#aws/body/body-error.ts';

/** Whether a client that announced a body waits to be told to send it. */
export interface Continuation {
  needed: boolean;
}

/**
 * The bytes of a request as they come in. A client that waits for `100 Continue` is told to go on when the first
 * byte is asked for, so one whose signature is refused never sends its body. A connection that ends early is
 * IncompleteBody.
 */
export async function* incomingBody(
  message: IncomingMessage,
  response: ServerResponse,
  continuation: Continuation,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (continuation.needed) {
    continuation.needed = false;
    response.shouldKeepAlive = true;
    response.writeContinue();
  }
  try {
    // Stopping early leaves the connection to the answer: the reader may still want to say why it stopped.
    yield* message.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (message.destroyed && !message.complete) throw bodyError.incomplete();
    throw error;
  }
}
