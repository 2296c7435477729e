import { canonicalRequest } from '#aws/signature/canonical-request.ts';
import { sameSignature, signingKey, signRequest } from '#aws/signature/sign.ts';
import type { Signature, SignedParts } from '#aws/signature/signature.ts';
import { SignatureError } from '#aws/signature/signature-error.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';

/** How far a client's clock may be from ours, ms. */
export const clockSkewMs = 15 * 60_000;

/** Who signed, and what verifies the rest of the signature: that of the body's chunks. */
export interface Signer {
  principal: Principal;
  /** Undefined where any credentials are taken: the secret is then not known. */
  key: Buffer | undefined;
}

/**
 * Finds the signer's key and checks the signature's time: all that can be said before the body is known.
 * Throws SignatureError.
 */
export function findSigner(signature: Signature, identity: IdentityStore, now: number): Signer {
  checkTime(signature, now);
  const principal = identity.principal(signature.accessKeyId);
  if (principal === undefined) throw new SignatureError('unknownKey');
  // The secret behind a key of any name is not known, so nothing that it signs can be compared.
  if (identity.allowAny) return { principal, key: undefined };
  const key = identity.accessKey(signature.accessKeyId);
  if (key === undefined) throw new SignatureError('unknownKey');
  // Only temporary keys come with a token, and there are none of them.
  if (signature.sessionToken !== undefined) throw new SignatureError('invalidToken');
  return { principal, key: signingKey(key.secret, signature.scope) };
}

/** Compares the signature with the one that the request should have. Throws SignatureError. */
export function verifySignature(
  signature: Signature,
  signer: Signer,
  parts: SignedParts,
  payloadHash: string,
): void {
  if (signer.key === undefined) return;
  const { service } = signature.scope;
  checkHeadersSigned(signature, parts.rawHeaders);
  const canonical = canonicalRequest(parts, signature.signedHeaders, payloadHash, service);
  const expected = signRequest(signer.key, signature.timestamp, signature.scope, canonical);
  if (!sameSignature(expected, signature.signature)) throw new SignatureError('mismatch');
}

function checkTime(signature: Signature, now: number): void {
  const at = `${signature.timestamp}, now ${new Date(now).toISOString()}`;
  if (signature.expires === undefined) {
    if (Math.abs(now - signature.time) > clockSkewMs) throw new SignatureError('skewed', at);
    return;
  }
  if (signature.time - now > clockSkewMs) throw new SignatureError('notYetValid', at);
  if (now > signature.time + signature.expires * 1000) throw new SignatureError('expired', at);
}

/** A header that tells AWS what to do must be covered, or another could add it. */
function checkHeadersSigned(signature: Signature, rawHeaders: readonly string[]): void {
  const unsigned = rawHeaders
    .filter((_, index) => index % 2 === 0)
    .map((name) => name.toLowerCase())
    .filter((name) => name.startsWith('x-amz-') && !signature.signedHeaders.includes(name))
    // A presigned URL's payload is announced in the query or not at all; some clients repeat it as a header.
    .filter((name) => !(signature.place === 'query' && name === 'x-amz-content-sha256'));
  if (unsigned.length > 0) throw new SignatureError('unsignedHeaders', unsigned.join(', '));
}
