import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '#stores/identity/principal.ts';

/** A request whose signature was verified; what is common to all of AWS's protocols. */
export interface AwsRequest {
  message: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** The path as it was sent, percent-encoded, without the query. */
  rawPath: string;
  query: URLSearchParams;
  /** The bucket of a virtual-hosted-style address; S3 alone. */
  hostBucket?: string;
  /** Scope of the signature; `us-east-1` where a request is anonymous. */
  region: string;
  principal: Principal;
  /** `x-amzn-requestid` of the answer. */
  requestId: string;
  /**
   * The body, decoded from `aws-chunked`. Ends with an error when a chunk's signature, the announced length, a
   * trailing checksum or `x-amz-content-sha256` is not true.
   */
  body: AsyncIterable<Uint8Array>;
  /** Checksums that came in headers or trailers, lower-case algorithm → base64; complete after the body was read. */
  checksums: ReadonlyMap<string, string>;
  /** Length of the decoded body where it was announced. */
  decodedLength?: number;
}

/** One of AWS's services. `aws/endpoint` finds it by the signature's scope, the target header, the host or the action. */
export interface AwsService {
  /** As in a signature's scope: `s3`, `iam`, `sts`. */
  readonly name: string;
  /** True where a request without a signature is let through to the service's own policies (S3). */
  readonly allowsAnonymous: boolean;
  /** The answer to a request, also for a failure that the service foresees, in its protocol. */
  handle(request: AwsRequest): Promise<void>;
  /** Writes an error that arose before the request reached the service (a wrong signature). */
  writeError(
    response: ServerResponse,
    error: { code: string; message: string; status: number; resource?: string },
    requestId: string,
  ): void;
}
