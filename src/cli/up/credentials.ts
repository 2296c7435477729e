import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The administrator as `slipher up` starts with it. */
export interface Credentials {
  user: string;
  password: string;
  /** The password was made now, or kept from an earlier start, rather than given. */
  made: boolean;
}

/**
 * Finds the administrator's password: the given one; else the one that an earlier start kept in the data
 * folder; else a new one, kept there (only its owner can read the file).
 */
export function credentials(
  user: string,
  given: string | undefined,
  dataFolder: string | undefined,
): Credentials {
  if (given !== undefined) return { user, password: given, made: false };
  if (dataFolder === undefined) return { user, password: makePassword(), made: true };
  const file = credentialsFile(dataFolder);
  const kept = readKept(file)[user];
  if (kept !== undefined) return { user, password: kept, made: true };
  const password = makePassword();
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...readKept(file), [user]: password }, null, 2)}\n`, {
    mode: 0o600,
  });
  return { user, password, made: true };
}

export function credentialsFile(dataFolder: string): string {
  return join(dataFolder, 'credentials.json');
}

/** Redshift asks for an upper-case letter, a lower-case letter and a digit. */
function makePassword(): string {
  return `Rs1${randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x')}`;
}

function readKept(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
