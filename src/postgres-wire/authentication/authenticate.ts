import { fail } from '#base/errors.ts';
import { cleartext } from '#postgres-wire/authentication/cleartext.ts';
import { digest } from '#postgres-wire/authentication/digest.ts';
import { md5 } from '#postgres-wire/authentication/md5.ts';
import type { AuthenticationMethod, AuthenticationMethodName } from '#postgres-wire/authentication/method.ts';
import { scram } from '#postgres-wire/authentication/scram.ts';
import type { Channel } from '#postgres-wire/channel.ts';
import { writeAuthenticationRequest } from '#postgres-wire/protocol/authentication-messages.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

const methods: Record<AuthenticationMethodName, AuthenticationMethod> = {
  md5,
  'scram-sha-256': scram,
  password: cleartext,
  digest,
};

/**
 * Has the client prove the user's password; AuthenticationOk is sent when it does.
 * Failure is one error for every cause (28000), so that it does not tell which users there are.
 */
export async function authenticate(
  channel: Channel,
  user: string,
  verifier: PasswordVerifier | undefined,
  configured: AuthenticationMethodName,
): Promise<AuthenticationMethodName> {
  const method = chooseMethod(configured, verifier);
  const exchange = method.begin(user, verifier);
  let request = exchange.start();
  for (;;) {
    writeAuthenticationRequest(channel.out, request);
    channel.flush();
    const step = exchange.answer(await receiveAnswer(channel, method));
    if (!step.decided) {
      request = step.request;
      continue;
    }
    if (!step.accepted || !usable(verifier)) throw refused(user);
    if (step.request !== undefined) writeAuthenticationRequest(channel.out, step.request);
    writeAuthenticationRequest(channel.out, { kind: 'ok' });
    return method.name;
  }
}

/** A user whose password is stored in another form only is asked in a way that fits it, as Redshift does. */
function chooseMethod(
  configured: AuthenticationMethodName,
  verifier: PasswordVerifier | undefined,
): AuthenticationMethod {
  const wanted = methods[configured];
  if (verifier === undefined || wanted.possible(verifier)) return wanted;
  return [md5, digest, scram].find((method) => method.possible(verifier)) ?? wanted;
}

async function receiveAnswer(channel: Channel, method: AuthenticationMethod): Promise<Buffer> {
  const frame = await channel.receive(() => 65_536);
  if (frame === undefined) throw fail('connection_failure', 'client left during authentication');
  const type = String.fromCharCode(frame.type);
  if (type === 'X') throw fail('connection_failure', 'client left during authentication');
  if (type !== method.answerType || frame.dropped !== undefined) {
    throw fail('protocol_violation', `expected password response, got message type ${frame.type}`, {
      severity: 'FATAL',
    });
  }
  return frame.payload;
}

function usable(verifier: PasswordVerifier | undefined): boolean {
  if (verifier === undefined || verifier.disabled) return false;
  return verifier.validUntil === undefined || verifier.validUntil > Date.now();
}

function refused(user: string): Error {
  return fail('invalid_authorization_specification', `password authentication failed for user "${user}"`, {
    severity: 'FATAL',
  });
}
