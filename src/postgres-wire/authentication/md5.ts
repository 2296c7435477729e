import { randomBytes } from 'node:crypto';
import { md5Hex, sameBytes } from '#postgres-wire/authentication/compare.ts';
import type { AuthenticationMethod } from '#postgres-wire/authentication/method.ts';
import { PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';

/** PostgreSQL's md5 of (md5 of password and user name) and a salt of four bytes. */
export const md5: AuthenticationMethod = {
  name: 'md5',
  answerType: 'p',
  possible: (verifier) => verifier.md5 !== undefined,
  begin: (_user, verifier) => {
    const salt = randomBytes(4);
    const stored = verifier?.md5 ?? `md5${randomBytes(16).toString('hex')}`;
    return {
      start: () => ({ kind: 'md5', salt }),
      answer: (payload) => {
        const reader = new PayloadReader(payload);
        const answer = reader.text();
        reader.end();
        const expected = `md5${md5Hex(stored.slice(3), salt)}`;
        return { decided: true, accepted: sameBytes(Buffer.from(answer), Buffer.from(expected)) };
      },
    };
  },
};
