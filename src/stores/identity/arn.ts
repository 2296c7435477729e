/** `arn:aws:iam::000000000000:user/admin`. A path, where there is one, stands before the name. */
export function iamArn(accountId: string, kind: 'user' | 'role', name: string, path = '/'): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

export function rootArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`;
}

/** The last word of a role's ARN, in any account; undefined for what is not one. */
export function roleNameOfArn(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/.exec(arn)?.[1];
}

/** What IAM takes as the name of a user (and, up to 64 characters, of a role). */
export function isIamName(text: string): boolean {
  return /^[\w+=,.@-]{1,64}$/.test(text);
}
