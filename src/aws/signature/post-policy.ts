import { readCredential } from '#aws/signature/read-signature.ts';
import { hmac, sameSignature, signingKey } from '#aws/signature/sign.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** Fields of a form that a browser posts to S3, as sent. */
export interface PostSignature {
  /** The policy document in base64: what is signed. */
  policy: string;
  /** `x-amz-algorithm`, `x-amz-credential`, `x-amz-signature`, `x-amz-security-token`. */
  algorithm: string;
  credential: string;
  signature: string;
  securityToken?: string;
}

/**
 * Who signed a form's policy. What the policy says, its expiration too, is for S3 to check. Throws AwsError.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function verifyPostPolicy(fields: PostSignature, identity: IdentityStore): Principal {
  try {
    return verify(fields, identity);
  } catch (error) {
    throw error instanceof SignatureError ? error.forService('s3') : error;
  }
}

function verify(fields: PostSignature, identity: IdentityStore): Principal {
  if (fields.algorithm !== 'AWS4-HMAC-SHA256') throw new SignatureError('unsupported', fields.algorithm);
  const wrong = (text: string) => new SignatureError('malformedQuery', text);
  const { accessKeyId, scope } = readCredential(fields.credential, wrong);
  const principal = identity.principal(accessKeyId);
  if (principal === undefined) throw new SignatureError('unknownKey');
  if (identity.allowAny) return principal;
  const key = identity.accessKey(accessKeyId);
  if (key === undefined) throw new SignatureError('unknownKey');
  if (fields.securityToken !== undefined) throw new SignatureError('invalidToken');
  const expected = hmac(signingKey(key.secret, scope), fields.policy).toString('hex');
  if (!sameSignature(expected, fields.signature.toLowerCase())) throw new SignatureError('mismatch');
  return principal;
}
