import type { AuthenticationRequest } from '#postgres-wire/protocol/authentication-messages.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

export type AuthenticationMethodName = 'md5' | 'scram-sha-256' | 'password' | 'digest';

/** One exchange with one client: requests go out, answers come back, until it is decided. */
export interface Exchange {
  /** The first request. */
  start(): AuthenticationRequest;
  /** Takes an answer's payload and says what comes next. Malformed answers are 08P01. */
  answer(payload: Buffer): Step;
}

/** `message` is sent with success too: SCRAM proves the server's knowledge in it. */
export type Step =
  | { decided: false; request: AuthenticationRequest }
  | { decided: true; accepted: boolean; request?: AuthenticationRequest };

export interface AuthenticationMethod {
  name: AuthenticationMethodName;
  /** Message type of the client's answers: `p`, or `d` for Redshift's digest. */
  answerType: 'p' | 'd';
  /** Whether the stored forms of the password allow this method. */
  possible(verifier: PasswordVerifier): boolean;
  /** `verifier` is undefined for an unknown user, whose exchange takes the same course and fails. */
  begin(user: string, verifier: PasswordVerifier | undefined): Exchange;
}
