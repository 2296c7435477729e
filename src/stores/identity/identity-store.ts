import type { Principal } from '#stores/identity/principal.ts';

export interface AccessKey {
  /** `AKIA…`, 20 characters. */
  id: string;
  /** 40 characters. It signs requests, so it is kept and not hashed. */
  secret: string;
  userName: string;
  status: 'Active' | 'Inactive';
  /** Milliseconds since 1970. */
  created: number;
}

export interface Role {
  /** `AROA…`, 21 characters. */
  id: string;
  name: string;
  arn: string;
  /** JSON text of the trust policy. */
  trustPolicy: string;
  description: string;
  created: number;
}

export interface User {
  /** `AIDA…`, 21 characters. */
  id: string;
  name: string;
  arn: string;
  created: number;
}

/** Names and access keys of the account. Everything is durable when a call returns. */
export interface IdentityStore {
  /** 12 digits; `000000000000`. */
  readonly accountId: string;
  /** `up --allow-any-credentials`: any key, secret and role are taken; requests must still be signed. */
  readonly allowAny: boolean;

  /** Undefined for an unknown key. With `allowAny` the doors do not ask. */
  accessKey(id: string): AccessKey | undefined;
  accessKeys(userName?: string): AccessKey[];
  /** A new random key. Throws IdentityError NoSuchEntity for an unknown user, LimitExceeded beyond two keys. */
  createAccessKey(userName: string): AccessKey;
  setAccessKeyStatus(id: string, status: AccessKey['status']): void;
  deleteAccessKey(id: string): void;

  user(name: string): User | undefined;
  users(): User[];
  /** A path such as `/team/` becomes part of the ARN. */
  createUser(name: string, path?: string): User;
  /** Throws IdentityError DeleteConflict while the user has keys. */
  deleteUser(name: string): void;

  role(nameOrArn: string): Role | undefined;
  roles(): Role[];
  createRole(role: { name: string; trustPolicy: string; description?: string; path?: string }): Role;
  deleteRole(name: string): void;
  /** The role that `IAM_ROLE default` means. */
  defaultRole(): Role | undefined;

  /** Of an active key; undefined for an unknown or inactive one. */
  principal(accessKeyId: string): Principal | undefined;
  close(): void;
}

const statuses = {
  NoSuchEntity: 404,
  EntityAlreadyExists: 409,
  LimitExceeded: 409,
  DeleteConflict: 409,
  ValidationError: 400,
} as const;

/** A refusal with IAM's error code. */
export class IdentityError extends Error {
  readonly code: keyof typeof statuses;
  readonly status: number;

  constructor(code: keyof typeof statuses, message: string) {
    super(message);
    this.name = 'IdentityError';
    this.code = code;
    this.status = statuses[code];
  }
}
