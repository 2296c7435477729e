import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '#aws/aws-error.ts';
import { readAnnounced } from '#aws/body/announced.ts';
import { readBody } from '#aws/body/read-body.ts';
import { wholeBody } from '#aws/body/whole-body.ts';
import { findService } from '#aws/endpoint/find-service.ts';
import { readHost } from '#aws/endpoint/host.ts';
import { type Continuation, incomingBody } from '#aws/endpoint/incoming-body.ts';
import { setRequestId } from '#aws/endpoint/request-id.ts';
import { unknownService, writeProtocolError } from '#aws/endpoint/unknown-service.ts';
import type { AwsRequest, AwsService } from '#aws/service.ts';
import { type Payload, readPayload } from '#aws/signature/payload.ts';
import { readSignature } from '#aws/signature/read-signature.ts';
import { sha256Hex } from '#aws/signature/sign.ts';
import { type Signature, type SignedParts, scopeText } from '#aws/signature/signature.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';
import { findSigner, type Signer, verifySignature } from '#aws/signature/verify-signature.ts';
import { isPresignedVersion2, verifyPresignedVersion2 } from '#aws/signature/version-2.ts';
import type { Log } from '#base/log.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import { anonymous, type Principal } from '#stores/identity/principal.ts';

export interface EndpointContext {
  services: ReadonlyMap<string, AwsService>;
  identity: IdentityStore;
  log: Log;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Finds a request's service, verifies who sent it, and hands it over. Answers everything; never throws. */
export async function handleRequest(
  context: EndpointContext,
  message: IncomingMessage,
  response: ServerResponse,
  continuation: Continuation,
): Promise<void> {
  const parts = signedParts(message);
  const query = new URLSearchParams(parts.rawQuery);
  const host = readHost(message.headers.host);
  const read = tryRead(parts, message);
  const found = findService(read.signature?.scope.service, message.headers, host, parts.rawPath, query);
  const service = context.services.get(found.name);
  const requestId = setRequestId(response, found.name);
  response.once('close', () => {
    const { method, rawPath: path } = parts;
    context.log.debug('request', {
      service: found.name,
      method,
      path,
      status: response.statusCode,
      requestId,
    });
  });
  try {
    if (service === undefined) throw unknownService(found.name, [...context.services.keys()]);
    if (read.error !== undefined) throw read.error;
    const source = incomingBody(message, response, continuation);
    const verified = await verify(context, service, parts, host.bucket, read.signature, message, source);
    await service.handle({
      message,
      response,
      method: parts.method,
      rawPath: parts.rawPath,
      query,
      region: read.signature?.scope.region ?? 'us-east-1',
      requestId,
      ...(service.name === 's3' && host.bucket !== undefined ? { hostBucket: host.bucket } : {}),
      ...verified,
    });
  } catch (error) {
    fail(context, service, found, response, error, requestId);
  } finally {
    // What is left of a body would stand before the connection's next request.
    if (!message.complete) message.resume();
  }
}

/** The parts of AwsRequest that a verified signature gives. */
async function verify(
  context: EndpointContext,
  service: AwsService,
  parts: SignedParts,
  hostBucket: string | undefined,
  signature: Signature | undefined,
  message: IncomingMessage,
  source: AsyncIterable<Uint8Array>,
): Promise<Pick<AwsRequest, 'principal' | 'body' | 'checksums'> & { decodedLength?: number }> {
  const payload = announcedPayload(parts, message, signature, service.name);
  const announced = readAnnounced(message.headers, payload, checksumIsOfOther(parts));
  const length = announced.decodedLength === undefined ? {} : { decodedLength: announced.decodedLength };
  if (signature === undefined) {
    if (!service.allowsAnonymous) throw new SignatureError('missing');
    const principal = unsignedPrincipal(context, parts, hostBucket);
    const { bytes: body, checksums } = readBody(source, announced, payload, undefined);
    return { principal, body, checksums, ...length };
  }
  const signer = findSigner(signature, context.identity, context.now());
  // Outside of S3 the hash of the body may be said by the signature alone: then the body is needed first.
  const whole = payload === undefined ? await wholeBody(source) : undefined;
  verifySignature(signature, signer, parts, payload?.text ?? sha256Hex(whole ?? ''));
  const bytes = whole === undefined ? source : once(whole);
  const { bytes: body, checksums } = readBody(bytes, announced, payload, chunkSeed(signature, signer));
  return { principal: signer.principal, body, checksums, ...length };
}

/** Who sends a request that has no signature of version 4: S3 still takes URLs that were signed by version 2. */
function unsignedPrincipal(
  context: EndpointContext,
  parts: SignedParts,
  hostBucket: string | undefined,
): Principal {
  if (!isPresignedVersion2(new URLSearchParams(parts.rawQuery))) return anonymous;
  return verifyPresignedVersion2(parts, hostBucket, context.identity, context.now());
}

/** Undefined where only the body itself tells: in services other than S3. */
function announcedPayload(
  parts: SignedParts,
  message: IncomingMessage,
  signature: Signature | undefined,
  service: string,
): Payload | undefined {
  const header = message.headers['x-amz-content-sha256'];
  const inQuery = new URLSearchParams(parts.rawQuery).get('X-Amz-Content-Sha256');
  const given = typeof header === 'string' ? header : inQuery;
  if (given !== null) return readPayload(given);
  if (service !== 's3') return undefined;
  if (signature?.place === 'header') throw new SignatureError('missingPayloadHash');
  return readPayload('UNSIGNED-PAYLOAD');
}

/** CompleteMultipartUpload's checksum is that of the object to be, not of the list of parts which it sends. */
function checksumIsOfOther(parts: SignedParts): boolean {
  return parts.method === 'POST' && new URLSearchParams(parts.rawQuery).has('uploadId');
}

function chunkSeed(signature: Signature, signer: Signer) {
  if (signer.key === undefined) return undefined;
  const { timestamp, scope } = signature;
  return { key: signer.key, timestamp, scope: scopeText(scope), signature: signature.signature };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (bytes.length > 0) yield bytes;
}

function signedParts(message: IncomingMessage): SignedParts {
  // A proxy's form of the target names the host again.
  const target = (message.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  return {
    method: message.method ?? 'GET',
    rawPath: path.startsWith('/') ? path : `/${path}`,
    rawQuery: at < 0 ? '' : target.slice(at + 1),
    rawHeaders: message.rawHeaders,
  };
}

function tryRead(
  parts: SignedParts,
  message: IncomingMessage,
): { signature?: Signature | undefined; error?: SignatureError } {
  try {
    return { signature: readSignature(parts, message.headers) };
  } catch (error) {
    if (error instanceof SignatureError) return { error };
    throw error;
  }
}

function fail(
  context: EndpointContext,
  service: AwsService | undefined,
  found: ReturnType<typeof findService>,
  response: ServerResponse,
  thrown: unknown,
  requestId: string,
): void {
  const error = thrown instanceof SignatureError ? thrown.forService(found.name) : thrown;
  if (!(error instanceof AwsError))
    context.log.error('a request failed', { service: found.name, requestId, error });
  // The head of another answer is under way: the only honest end is to break off.
  if (response.headersSent) return void response.destroy();
  const { code, status, message } =
    error instanceof AwsError
      ? error
      : {
          code: 'InternalError',
          status: 500,
          message: 'We encountered an internal error. Please try again.',
        };
  const resource = error instanceof AwsError ? error.resource : undefined;
  const answer = { code, message, status, ...(resource === undefined ? {} : { resource }) };
  if (service === undefined) writeProtocolError(response, found.protocol, answer, requestId);
  else service.writeError(response, answer, requestId);
}
