import { ObjectError } from '#stores/objects/object-error.ts';

const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * S3's rules for general purpose buckets: 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at
 * both ends, no two dots in a row, not the form of an IP address. They also make every name a safe folder name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !reservedPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !reservedSuffixes.some((suffix) => name.endsWith(suffix))
  );
}

/** InvalidBucketName for a name that S3 would not take. */
export function checkBucketName(name: string): void {
  if (!isBucketName(name)) throw new ObjectError('InvalidBucketName', name);
}
