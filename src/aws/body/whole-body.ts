import { AwsError } from '#aws/aws-error.ts';

/** The largest request of the services that take a body whole: Kinesis's PutRecords, and some. */
const bodyMax = 12 * 1024 * 1024;

/** A body in memory. RequestEntityTooLarge, or a service's own error, beyond what it takes. */
export async function wholeBody(
  body: AsyncIterable<Uint8Array>,
  most = bodyMax,
  tooLong: (most: number) => AwsError = requestEntityTooLarge,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) throw tooLong(most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function requestEntityTooLarge(most: number): AwsError {
  return new AwsError('RequestEntityTooLarge', 413, `The request is larger than ${most} bytes.`);
}
