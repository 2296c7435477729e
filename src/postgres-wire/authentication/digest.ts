import { randomBytes } from 'node:crypto';
import { fail } from '#base/errors.ts';
import { sameBytes, sha256 } from '#postgres-wire/authentication/compare.ts';
import type { AuthenticationMethod } from '#postgres-wire/authentication/method.ts';
import { PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';

/**
 * Redshift's own method (request 13): SHA-256( SHA-256(password ‖ salt) ‖ server nonce ‖ client nonce ).
 * As in redshift_connector `utils/extensible_digest.py`; the answer is a message of type `d`.
 */
export const digest: AuthenticationMethod = {
  name: 'digest',
  answerType: 'd',
  possible: (verifier) => verifier.sha256 !== undefined,
  begin: (_user, verifier) => {
    const nonce = randomBytes(16);
    const salt = Buffer.from(verifier?.sha256?.salt ?? randomBytes(12).toString('hex'));
    const stored = Buffer.from(verifier?.sha256?.digest ?? randomBytes(32).toString('hex'), 'hex');
    return {
      start: () => ({ kind: 'digest', salt, nonce }),
      answer: (payload) => {
        const { answer, clientNonce } = decodeAnswer(payload);
        return { decided: true, accepted: sameBytes(answer, sha256(stored, nonce, clientNonce)) };
      },
    };
  },
};

function decodeAnswer(payload: Buffer): { answer: Buffer; clientNonce: Buffer } {
  const reader = new PayloadReader(payload);
  const answer = reader.slice(reader.int32());
  const clientNonce = reader.slice(reader.int32());
  if (reader.remaining > 1) throw fail('protocol_violation', 'invalid digest authentication response');
  return { answer, clientNonce };
}
