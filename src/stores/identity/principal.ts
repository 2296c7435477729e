/** Who makes a request, as policies name them. */
export interface Principal {
  kind: 'root' | 'user' | 'assumed-role' | 'role' | 'anonymous';
  /** `arn:aws:iam::000000000000:user/admin`; `*` for an anonymous one. */
  arn: string;
  /** User or role name. */
  name: string;
  accessKeyId?: string;
}

export const anonymous: Principal = { kind: 'anonymous', arn: '*', name: 'anonymous' };
