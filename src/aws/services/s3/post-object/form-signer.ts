import { S3Error } from '#aws/services/s3/errors.ts';
import type { S3Request } from '#aws/services/s3/s3-request.ts';
import { hmac, sameSignature, signingKey } from '#aws/signature/sign.ts';
import { signVersion2 } from '#aws/signature/version-2.ts';
import { anonymous, type Principal } from '#stores/identity/principal.ts';

type Fields = ReadonlyMap<string, string>;

/**
 * Who signed a form: its policy is what is signed, by version 4 or, as boto3 does unless it is configured otherwise,
 * by version 2. A form without any of it is anonymous.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function formSigner({ identity }: S3Request, fields: Fields): Principal {
  const signed = ['policy', 'signature', 'x-amz-signature', 'x-amz-credential'].some((name) =>
    fields.has(name),
  );
  if (!signed) return anonymous;
  const form = fields.has('signature') ? readVersion2(fields) : readVersion4(fields);
  const principal = identity.principal(form.accessKeyId);
  if (principal === undefined) throw unknownKey(form.accessKeyId);
  // The secret behind a key of any name is not known.
  if (identity.allowAny) return principal;
  const key = identity.accessKey(form.accessKeyId);
  if (key === undefined) throw unknownKey(form.accessKeyId);
  if (!sameSignature(form.expected(key.secret), form.signature)) throw new S3Error('SignatureDoesNotMatch');
  // Permanent keys have no token.
  if (fields.has('x-amz-security-token')) throw new S3Error('InvalidToken');
  return principal;
}

interface SignedForm {
  accessKeyId: string;
  signature: string;
  expected(secret: string): string;
}

function readVersion4(fields: Fields): SignedForm {
  const [policy, credential, signature] = required(fields, ['policy', 'x-amz-credential', 'x-amz-signature']);
  if (fields.get('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const [accessKeyId = '', date = '', region = '', service = '', end] = credential.split('/');
  if (end !== 'aws4_request' || service !== 's3') throw new S3Error('AuthorizationQueryParametersError');
  const expected = (secret: string) =>
    hmac(signingKey(secret, { date, region, service }), policy).toString('hex');
  return { accessKeyId, signature, expected };
}

function readVersion2(fields: Fields): SignedForm {
  const [policy, accessKeyId, signature] = required(fields, ['policy', 'awsaccesskeyid', 'signature']);
  return { accessKeyId, signature, expected: (secret) => signVersion2(secret, policy) };
}

function required(fields: Fields, names: [string, string, string]): [string, string, string] {
  const [first, second, third] = names.map((name) => fields.get(name));
  if (first !== undefined && second !== undefined && third !== undefined) return [first, second, third];
  throw new S3Error('InvalidArgument', `Bucket POST must contain the fields ${names.join(', ')}.`);
}

function unknownKey(id: string): S3Error {
  return new S3Error('InvalidAccessKeyId', undefined, { details: { AWSAccessKeyId: id } });
}
