import type { ServerResponse } from 'node:http';
import type { S3Failure } from '#aws/services/s3/errors.ts';
import { writeXml } from '#aws/services/s3/xml/writer.ts';

/** Writes S3's error document; no body for HEAD and for statuses that have none. */
export function writeFailure(
  response: ServerResponse,
  failure: S3Failure,
  resource: string,
  requestId: string,
): void {
  response.statusCode = failure.status;
  // An answer that was being prepared when it failed has said what its body is.
  for (const name of response.getHeaderNames()) if (name.startsWith('content-')) response.removeHeader(name);
  writeIds(response, requestId);
  for (const [name, value] of Object.entries(failure.headers)) response.setHeader(name, value);
  if (response.req.method === 'HEAD' || failure.status === 304) {
    response.end();
    return;
  }
  const { code: Code, message: Message, details } = failure;
  const document = {
    Code,
    Message,
    ...details,
    Resource: resource,
    RequestId: requestId,
    HostId: hostId(requestId),
  };
  const body = Buffer.from(writeXml('Error', document, ''));
  response.setHeader('content-type', 'application/xml');
  response.setHeader('content-length', body.length);
  response.end(body);
}

/** The headers by which S3 names a request. */
export function writeIds(response: ServerResponse, requestId: string): void {
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('x-amz-id-2', hostId(requestId));
}

/** S3 sends a second identifier, of the host; ours says the same as the first. */
function hostId(requestId: string): string {
  return Buffer.from(requestId).toString('base64');
}
