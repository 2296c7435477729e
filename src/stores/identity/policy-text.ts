import type { Principal } from '#stores/identity/principal.ts';

/** 12 digits: a policy may name an account by them. */
export const accountPattern = /^\d{12}$/;

/** Whether a policy's word for a principal means this one: everybody, an account, or a user or role by its ARN. */
export function namesPrincipal(word: string, principal: Principal): boolean {
  if (word === '*') return true;
  if (principal.kind === 'anonymous') return false;
  const [, , , , own = '', path = ''] = principal.arn.split(':');
  if (accountPattern.test(word)) return word === own;
  if (word === principal.arn) return true;
  const [, , , , theirs, theirPath] = word.split(':');
  if (theirs !== own) return false;
  if (theirPath === 'root') return true;
  // A session of a role is named by its role too: assumed-role/<role>/<session>.
  const role = theirPath?.startsWith('role/') && theirPath.split('/').at(-1);
  return principal.kind === 'assumed-role' && role === path.split('/')[1];
}

/** `*` is any text and `?` any one character, as in all policies. Linear in both lengths but for one factor. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [p, t, star, mark] = [0, 0, -1, 0];
  while (t < text.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
