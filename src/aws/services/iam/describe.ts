import type { XmlValue } from '#aws/protocols/query/query-operation.ts';
import type { AccessKey, Role, User } from '#stores/identity/identity-store.ts';

/** A user as IAM's answers have it. */
export function describeUser(user: User): { [name: string]: XmlValue } {
  return {
    Path: pathOf(user.arn),
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: isoTime(user.created),
  };
}

/** A role as IAM's answers have it, its policy percent-encoded. */
export function describeRole(role: Role): { [name: string]: XmlValue } {
  return {
    Path: pathOf(role.arn),
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: isoTime(role.created),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description === '' ? undefined : role.description,
    MaxSessionDuration: 3600,
  };
}

/** An access key without its secret, which is told only when the key is made. */
export function describeAccessKey(key: AccessKey): { [name: string]: XmlValue } {
  return {
    UserName: key.userName,
    AccessKeyId: key.id,
    Status: key.status,
    CreateDate: isoTime(key.created),
  };
}

/** `/` or `/team/`, from `arn:aws:iam::000000000000:user/team/name`. */
export function pathOf(arn: string): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}

/** Seconds, as IAM gives times. */
function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
