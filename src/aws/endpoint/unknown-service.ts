import type { ServerResponse } from 'node:http';
import { AwsError } from '#aws/aws-error.ts';
import type { Route } from '#aws/endpoint/routes.ts';
import { escapeXml } from '#aws/protocols/xml-text.ts';

/** The refusal of a service that is not part of the endpoint, naming those which are. */
export function unknownService(name: string, served: readonly string[]): AwsError {
  return new AwsError(
    'UnknownService',
    501,
    `The service '${name}' is not part of this endpoint. It serves ${served.join(', ')}.`,
  );
}

/** Writes an error in a protocol's own shape where no service is there to do it. */
export function writeProtocolError(
  response: ServerResponse,
  protocol: Route['protocol'],
  error: { code: string; message: string; status: number },
  requestId: string,
): void {
  const { code, message, status } = error;
  if (protocol === 'json') {
    const text = JSON.stringify({ __type: code, message });
    response.setHeader('x-amzn-errortype', code);
    send(response, status, 'application/x-amz-json-1.1', text);
    return;
  }
  const body = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  const id = escapeXml(requestId);
  const text =
    protocol === 'query'
      ? `<ErrorResponse><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>${body}</Error><RequestId>${id}</RequestId></ErrorResponse>`
      : `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${body}<RequestId>${id}</RequestId></Error>`;
  send(response, status, protocol === 'query' ? 'text/xml' : 'application/xml', text);
}

function send(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
