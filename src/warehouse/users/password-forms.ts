import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

/** PostgreSQL's iteration count for SCRAM-SHA-256 (RFC 7677 asks for at least 4096). */
const scramIterations = 4096;

/** Every form that a password in clear text allows, so that each of the login methods is possible. */
export function verifierOf(password: string, userName: string): PasswordVerifier {
  return {
    md5: md5Form(password, userName),
    scram: scramForm(password),
    sha256: sha256Form(password),
    disabled: false,
  };
}

/** `md5` and the digest of password and user name, as CREATE USER takes it. */
export function md5Form(password: string, userName: string): string {
  return `md5${createHash('md5').update(password).update(userName).digest('hex')}`;
}

/** SHA-256 of the password and a salt; by default a new random one of 256 bits. */
export function sha256Form(
  password: string,
  salt = randomBytes(32).toString('hex'),
): { digest: string; salt: string } {
  return { digest: createHash('sha256').update(password).update(salt).digest('hex'), salt };
}

/** StoredKey and ServerKey of RFC 5802. Passwords are ASCII by rule, so SASLprep leaves them as they are. */
export function scramForm(password: string, salt = randomBytes(16)): NonNullable<PasswordVerifier['scram']> {
  const salted = pbkdf2Sync(password, salt, scramIterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  return {
    iterations: scramIterations,
    salt: salt.toString('base64'),
    storedKey: createHash('sha256').update(clientKey).digest('base64'),
    serverKey: createHmac('sha256', salted).update('Server Key').digest('base64'),
  };
}
