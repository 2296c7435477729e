import { fail } from '#base/errors.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';
import { sha256Form, verifierOf } from '#warehouse/users/password-forms.ts';

/**
 * What CREATE USER and ALTER USER keep of `PASSWORD '…'`: `md5` and 32 hex digits, `sha256|digest|salt`,
 * `sha256|password` with a salt of our own, or the password itself. Clear text must meet Redshift's rules
 * (Amazon Redshift, "CREATE USER"): 22023 otherwise.
 */
export function passwordVerifier(written: string, userName: string): PasswordVerifier {
  if (/^md5[0-9a-f]{32}$/i.test(written)) return { md5: written.toLowerCase(), disabled: false };
  if (/^md5[^|]*$/.test(written) && written.length === 35) {
    throw fail('invalid_parameter_value', 'invalid MD5 hash string');
  }
  const [method, first = '', salt] = written.split('|');
  if (method?.toLowerCase() !== 'sha256' || !written.includes('|')) {
    requireStrong(written);
    return verifierOf(written, userName);
  }
  if (salt === undefined) {
    requireStrong(first);
    return { sha256: sha256Form(first), disabled: false };
  }
  if (!/^[0-9a-f]{64}$/i.test(first) || !/^[0-9a-f]{64}$/i.test(salt)) {
    throw fail('invalid_parameter_value', 'invalid SHA256 digest or salt', {
      hint: "Use the format 'sha256|digest|salt' with 64 hexadecimal digits each, or 'sha256|password'.",
    });
  }
  return { sha256: { digest: first.toLowerCase(), salt }, disabled: false };
}

/** 8–64 printable ASCII characters but ' " \ / @, at least one of each: upper case, lower case, digit. */
function requireStrong(password: string): void {
  if (password.length < 8 || password.length > 64) {
    throw fail('invalid_parameter_value', 'Password must be between 8 and 64 characters in length');
  }
  if (!/^[!-~]+$/.test(password) || /['"\\/@]/.test(password)) {
    throw fail(
      'invalid_parameter_value',
      'Password can only contain printable ASCII characters except \' " \\ / @ and space',
    );
  }
  for (const [pattern, what] of [
    [/[A-Z]/, 'an upper case letter'],
    [/[a-z]/, 'a lower case letter'],
    [/[0-9]/, 'a number'],
  ] as const) {
    if (!pattern.test(password)) throw fail('invalid_parameter_value', `Password must contain ${what}`);
  }
}
