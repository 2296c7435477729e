import { answerEmpty } from '#aws/services/s3/answer.ts';
import { readText } from '#aws/services/s3/body.ts';
import { invalidArgument, notImplemented, S3Error } from '#aws/services/s3/errors.ts';
import { checkAcl } from '#aws/services/s3/object-headers.ts';
import { ownerOf } from '#aws/services/s3/owner.ts';
import { regionNamed } from '#aws/services/s3/region.ts';
import { header, type S3Request } from '#aws/services/s3/s3-request.ts';
import { child, childText, readXml } from '#aws/services/s3/xml/reader.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

const home = 'us-east-1';
const ownerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export async function createBucket(request: S3Request): Promise<void> {
  const { store, bucket, identity, aws } = request;
  checkHeaders(request);
  const region = await readRegion(request);
  try {
    store.createBucket(bucket, { region, owner: ownerOf(identity).ID });
  } catch (error) {
    // In us-east-1 S3 lets an owner create a bucket again, and nothing changes.
    const again = error instanceof ObjectError && error.code === 'BucketAlreadyOwnedByYou';
    if (!again || aws.region !== home || store.bucket(bucket)?.region !== home) throw error;
  }
  answerEmpty(request, { location: `/${bucket}` }, 200);
}

function checkHeaders(request: S3Request): void {
  checkAcl(header(request, 'x-amz-acl'), request);
  if (header(request, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    throw notImplemented('Object Lock', { Header: 'x-amz-bucket-object-lock-enabled' });
  }
  const ownership = header(request, 'x-amz-object-ownership');
  if (ownership !== undefined && !ownerships.includes(ownership)) {
    throw invalidArgument('x-amz-object-ownership', ownership, 'Invalid x-amz-object-ownership header');
  }
}

/** The region of the request; its document may name another one where the request was made in us-east-1. */
async function readRegion(request: S3Request): Promise<string> {
  const text = await readText(request);
  const own = request.aws.region;
  const document = text.trim() === '' ? undefined : readXml(text, 'CreateBucketConfiguration');
  if (document !== undefined) refuseKinds(document);
  const named = document === undefined ? undefined : childText(document, 'LocationConstraint')?.trim();
  if (named === undefined || named === '') {
    if (own === home) return home;
    throw new S3Error('IllegalLocationConstraintException');
  }
  const region = regionNamed(named);
  if (own === home ? region === home : region !== own) {
    throw own === home ? invalidLocation(named) : incompatibleLocation(named);
  }
  return region;
}

function refuseKinds(document: ReturnType<typeof readXml>): void {
  if (child(document, 'Bucket') !== undefined || child(document, 'Location') !== undefined) {
    throw notImplemented('CreateBucket for a directory bucket');
  }
}

function invalidLocation(named: string): S3Error {
  return new S3Error('InvalidLocationConstraint', undefined, { details: { LocationConstraint: named } });
}

function incompatibleLocation(named: string): S3Error {
  return new S3Error(
    'IllegalLocationConstraintException',
    `The ${named} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}
