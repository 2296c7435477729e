import { fail } from '#base/errors.ts';
import type { UserOptions } from '#sql/ast.ts';
import type { UserRow } from '#warehouse/catalog-interface.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';
import { passwordVerifier } from '#warehouse/users/password.ts';
import { validUntil } from '#warehouse/users/valid-until.ts';

/** Seconds: one minute to 20 days (Amazon Redshift, "CREATE USER", SESSION TIMEOUT). */
const sessionTimeoutRange = { least: 60, most: 1_728_000 };

/** The user with the options of CREATE USER or ALTER USER put on. */
export function withOptions(user: UserRow, options: UserOptions): UserRow {
  const superuser = options.createUser ?? user.superuser;
  return {
    ...user,
    superuser,
    createDb: options.createDb ?? user.createDb,
    verifier: verifierWith(user, superuser, options),
    connectionLimit: connectionLimit(options, user.connectionLimit),
    sessionTimeoutSeconds: sessionTimeout(options, user.sessionTimeoutSeconds),
    syslogAccess: options.syslogAccess ?? user.syslogAccess,
    externalId: externalId(options, user),
  };
}

function verifierWith(user: UserRow, superuser: boolean, options: UserOptions): PasswordVerifier {
  const verifier = newVerifier(user, superuser, options);
  const until = options.validUntil === undefined ? user.verifier.validUntil : validUntil(options.validUntil);
  return until === undefined ? verifier : { ...verifier, validUntil: until };
}

function newVerifier(user: UserRow, superuser: boolean, { password }: UserOptions): PasswordVerifier {
  if (password === undefined) {
    const { validUntil: _, ...kept } = user.verifier;
    return kept;
  }
  if (password.kind === 'text') return passwordVerifier(password.value, user.name);
  if (superuser) throw fail('feature_not_supported', 'cannot disable the password of a superuser');
  return { disabled: true };
}

function connectionLimit({ connectionLimit: limit }: UserOptions, before: number): number {
  if (limit === undefined) return before;
  if (limit === 'unlimited') return -1;
  if (limit < 0) throw fail('invalid_parameter_value', `invalid connection limit: ${limit}`);
  return limit;
}

function sessionTimeout({ sessionTimeout: limit }: UserOptions, before: number | undefined) {
  if (limit === undefined) return before;
  if (limit === 'reset') return undefined;
  const { least, most } = sessionTimeoutRange;
  if (limit < least || limit > most) {
    throw fail('invalid_parameter_value', `SESSION TIMEOUT must be between ${least} and ${most} seconds`);
  }
  return limit;
}

function externalId(options: UserOptions, user: UserRow): string | undefined {
  if (options.externalId === undefined) return user.externalId;
  if (options.password?.kind === 'disable' || (options.password === undefined && user.verifier.disabled)) {
    return options.externalId;
  }
  throw fail('invalid_parameter_value', 'EXTERNALID needs a user whose password is disabled');
}
