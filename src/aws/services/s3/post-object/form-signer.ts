import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { hmac, sameSignature, signingKey } from '#aws/signature/sign.ts';
import { anonymous, type Principal } from '#stores/identity/principal.ts';

/**
 * Who signed a form: its policy is what is signed. A form without any of it is anonymous.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function formSigner({ identity }: S3Request, fields: ReadonlyMap<string, string>): Principal {
  const policy = fields.get('policy');
  const credential = fields.get('x-amz-credential');
  const signature = fields.get('x-amz-signature');
  if (policy === undefined && credential === undefined && signature === undefined) {
    if (fields.has('signature') || fields.has('awsaccesskeyid')) throw oldVersion();
    return anonymous;
  }
  if (fields.has('signature')) throw oldVersion();
  if (policy === undefined || credential === undefined || signature === undefined) {
    throw new S3Error(
      'InvalidArgument',
      'Bucket POST must contain policy, x-amz-credential and x-amz-signature fields.',
    );
  }
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') throw oldVersion();
  const [id = '', date = '', region = '', service = '', end] = credential.split('/');
  if (end !== 'aws4_request' || service !== 's3') throw new S3Error('AuthorizationQueryParametersError');
  const principal = identity.principal(id);
  if (principal === undefined)
    throw new S3Error('InvalidAccessKeyId', undefined, { details: { AWSAccessKeyId: id } });
  // The secret behind a key of any name is not known.
  if (identity.allowAny) return principal;
  const key = identity.accessKey(id);
  if (key === undefined)
    throw new S3Error('InvalidAccessKeyId', undefined, { details: { AWSAccessKeyId: id } });
  const expected = hmac(signingKey(key.secret, { date, region, service }), policy).toString('hex');
  if (!sameSignature(expected, signature)) throw new S3Error('SignatureDoesNotMatch');
  return principal;
}

function oldVersion(): S3Error {
  return new S3Error(
    'InvalidRequest',
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}
