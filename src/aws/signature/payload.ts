import { SignatureError } from '#aws/signature/signature-error.ts';

/** How a request's body is signed, from `x-amz-content-sha256`. */
export interface Payload {
  /** As it stands in the canonical request. */
  text: string;
  /** The body's SHA-256 in hexadecimal, where the request says it. */
  hash?: string;
  /** Framed as `aws-chunked`. */
  chunked: boolean;
  /** Each chunk has a signature. */
  chunksSigned: boolean;
  /** Headers follow the last chunk. */
  trailer: boolean;
}

const unframed = { chunked: false, chunksSigned: false, trailer: false };

/** The forms that are not a hash. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const forms = new Map<string, Omit<Payload, 'text'>>([
  ['UNSIGNED-PAYLOAD', unframed],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { chunked: true, chunksSigned: false, trailer: true }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { chunked: true, chunksSigned: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { chunked: true, chunksSigned: true, trailer: true }],
]);

/** Reads the header's value. Throws SignatureError for what is neither one of the forms nor a hash. */
export function readPayload(text: string): Payload {
  const form = forms.get(text);
  if (form !== undefined) return { text, ...form };
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new SignatureError('invalidPayloadHash');
  return { text, hash: text.toLowerCase(), ...unframed };
}
