import { AwsError } from '#aws/aws-error.ts';

/** What a body can be refused for, in S3's words. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const bodyError = {
  incomplete: () =>
    new AwsError(
      'IncompleteBody',
      400,
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    ),
  wrongFrame: (what: string) =>
    new AwsError('InvalidRequest', 400, `The body is not framed as aws-chunked says: ${what}`),
  wrongTrailer: () =>
    new AwsError(
      'MalformedTrailerError',
      400,
      'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    ),
  wrongChunkSignature: () =>
    new AwsError(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ),
  wrongHash: () =>
    new AwsError(
      'XAmzContentSHA256Mismatch',
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    ),
  wrongMd5: () =>
    new AwsError('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.'),
  unreadableMd5: () => new AwsError('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.'),
  wrongChecksum: (algorithm: string) =>
    new AwsError('BadDigest', 400, `The ${algorithm} you specified did not match the calculated checksum.`),
  unreadableChecksum: (header: string) =>
    new AwsError('InvalidRequest', 400, `Value for ${header} header is invalid.`),
  severalChecksums: () =>
    new AwsError(
      'InvalidRequest',
      400,
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ),
  noChecksum: () =>
    new AwsError(
      'InvalidRequest',
      400,
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    ),
  unknownTrailer: () =>
    new AwsError('InvalidRequest', 400, 'The value specified in the x-amz-trailer header is not supported'),
  missingLength: () =>
    new AwsError('MissingContentLength', 411, 'You must provide the Content-Length HTTP header.'),
  wrongLength: (header: string) => new AwsError('InvalidArgument', 400, `${header} is not a length.`),
};
