import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Gives an answer its request id, in the header of its service, and returns the id. */
export function setRequestId(response: ServerResponse, service: string): string {
  if (service !== 's3') {
    const id = randomUUID();
    response.setHeader('x-amzn-requestid', id);
    return id;
  }
  const id = randomBytes(8).toString('hex').toUpperCase();
  response.setHeader('x-amz-request-id', id);
  response.setHeader('x-amz-id-2', Buffer.from(id).toString('base64'));
  return id;
}
