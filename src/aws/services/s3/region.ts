import { S3Error } from '#aws/services/s3/errors.ts';

/** A region by what a `LocationConstraint` says; `EU` is an old name. InvalidLocationConstraint for what is none. */
export function regionNamed(constraint: string): string {
  if (constraint === 'EU') return 'eu-west-1';
  if (/^[a-z]{2,4}(?:-[a-z]{3,5})?-[a-z]{4,10}-\d{1,2}$/.test(constraint)) return constraint;
  throw new S3Error('InvalidLocationConstraint', undefined, { details: { LocationConstraint: constraint } });
}

/** What S3 says of a bucket's place: nothing in us-east-1. */
export function locationConstraint(region: string): string {
  return region === 'us-east-1' ? '' : region;
}
