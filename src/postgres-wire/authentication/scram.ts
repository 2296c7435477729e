import { createHmac, randomBytes } from 'node:crypto';
import { fail } from '#base/errors.ts';
import { sameBytes, sha256 } from '#postgres-wire/authentication/compare.ts';
import type { AuthenticationMethod, Exchange, Step } from '#postgres-wire/authentication/method.ts';
import { decodeText, PayloadReader } from '#postgres-wire/protocol/payload-reader.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

const mechanism = 'SCRAM-SHA-256';
/** Makes the salt that an unknown user is answered with the same each time, as a known user's is. */
const decoySecret = randomBytes(32);

/** SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding. */
export const scram: AuthenticationMethod = {
  name: 'scram-sha-256',
  answerType: 'p',
  possible: (verifier) => verifier.scram !== undefined,
  begin: (user, verifier) => new ScramExchange(verifier?.scram ?? decoy(user)),
};

type Verifier = NonNullable<PasswordVerifier['scram']>;

function decoy(user: string): Verifier {
  const salt = createHmac('sha256', decoySecret).update(user).digest().subarray(0, 16);
  const key = randomBytes(32).toString('base64');
  return { iterations: 4096, salt: salt.toString('base64'), storedKey: key, serverKey: key };
}

class ScramExchange implements Exchange {
  private readonly verifier: Verifier;
  private clientFirstBare = '';
  private gs2Header = '';
  private serverFirst = '';
  private nonce = '';

  constructor(verifier: Verifier) {
    this.verifier = verifier;
  }

  start(): { kind: 'sasl'; mechanisms: string[] } {
    return { kind: 'sasl', mechanisms: [mechanism] };
  }

  answer(payload: Buffer): Step {
    return this.serverFirst === '' ? this.first(payload) : this.final(payload);
  }

  private first(payload: Buffer): Step {
    const reader = new PayloadReader(payload);
    if (reader.text() !== mechanism) {
      throw fail('protocol_violation', 'client selected an invalid SASL authentication mechanism');
    }
    const message = decodeText(reader.slice(reader.int32()));
    reader.end();
    const parts = /^([ny],(?:a=[^,]*)?,)(n=[^,]*,r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/s.exec(message);
    if (parts === null) throw malformed();
    this.gs2Header = parts[1]!;
    this.clientFirstBare = parts[2]!;
    this.nonce = parts[3]! + randomBytes(18).toString('base64');
    this.serverFirst = `r=${this.nonce},s=${this.verifier.salt},i=${this.verifier.iterations}`;
    return { decided: false, request: { kind: 'sasl continue', data: this.serverFirst } };
  }

  private final(payload: Buffer): Step {
    const message = decodeText(payload);
    const parts = /^(c=([^,]*),r=([^,]*)(?:,[^p].*)?),p=([^,]*)$/s.exec(message);
    if (parts === null) throw malformed();
    const [, withoutProof = '', binding = '', nonce = '', proofText = ''] = parts;
    const bindingHeader = Buffer.from(binding, 'base64').toString('utf8');
    if (nonce !== this.nonce || bindingHeader !== this.gs2Header) throw malformed();
    const authMessage = `${this.clientFirstBare},${this.serverFirst},${withoutProof}`;
    const accepted = this.proofHolds(Buffer.from(proofText, 'base64'), authMessage);
    if (!accepted) return { decided: true, accepted };
    const signature = hmac(Buffer.from(this.verifier.serverKey, 'base64'), authMessage).toString('base64');
    return { decided: true, accepted, request: { kind: 'sasl final', data: `v=${signature}` } };
  }

  private proofHolds(proof: Buffer, authMessage: string): boolean {
    const storedKey = Buffer.from(this.verifier.storedKey, 'base64');
    const signature = hmac(storedKey, authMessage);
    if (proof.length !== signature.length) return false;
    const clientKey = Buffer.from(proof.map((byte, index) => byte ^ signature[index]!));
    return sameBytes(sha256(clientKey), storedKey);
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function malformed(): Error {
  return fail('protocol_violation', 'malformed SCRAM message');
}
