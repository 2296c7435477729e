import { createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { md5Hex, sameBytes, sha256 } from '#postgres-wire/authentication/compare.ts';
import type { AuthenticationMethod } from '#postgres-wire/authentication/method.ts';
import { PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

/** The password itself, compared with whichever form of it is stored. */
export const cleartext: AuthenticationMethod = {
  name: 'password',
  answerType: 'p',
  possible: (verifier) =>
    verifier.md5 !== undefined || verifier.sha256 !== undefined || verifier.scram !== undefined,
  begin: (user, verifier) => ({
    start: () => ({ kind: 'cleartext' }),
    answer: (payload) => {
      const reader = new PayloadReader(payload);
      const password = reader.text();
      reader.end();
      const known = verifier ?? { md5: `md5${randomBytes(16).toString('hex')}`, disabled: true };
      return { decided: true, accepted: matches(known, user, password) };
    },
  }),
};

function matches(verifier: PasswordVerifier, user: string, password: string): boolean {
  if (verifier.md5 !== undefined) {
    return sameBytes(Buffer.from(verifier.md5), Buffer.from(`md5${md5Hex(password, user)}`));
  }
  if (verifier.sha256 !== undefined) {
    const digest = sha256(password, verifier.sha256.salt);
    return sameBytes(Buffer.from(verifier.sha256.digest, 'hex'), digest);
  }
  if (verifier.scram === undefined) return false;
  const salt = Buffer.from(verifier.scram.salt, 'base64');
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, verifier.scram.iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return sameBytes(Buffer.from(verifier.scram.storedKey, 'base64'), sha256(clientKey));
}
