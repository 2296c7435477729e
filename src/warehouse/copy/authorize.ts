import { fail } from '#base/errors.ts';
import type { Authorization } from '#sql/copy/copy-options.ts';
import type { IdentityStore, Role } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';
import { type Place, storageError } from '#warehouse/copy/storage-error.ts';

/** Who asks, for messages. */
export interface Asking {
  user: string;
  /** COPY or UNLOAD. */
  statement: string;
}

/**
 * Whom S3 shall see, by a statement's authorization: the role must exist, the access key be active and its secret right.
 * Where any credentials are taken, an unknown name passes under its own name.
 */
export function authorize(
  authorization: Authorization,
  identity: IdentityStore,
  asking: Asking,
  place: Place,
): Principal {
  switch (authorization.kind) {
    case 'default role':
      return defaultRole(identity, asking);
    case 'roles':
      return lastRole(authorization.arns, identity, asking);
    case 'keys':
      return keyOwner(authorization, identity, place);
    case 'session':
      return account(identity);
  }
}

function defaultRole(identity: IdentityStore, asking: Asking): Principal {
  const role = identity.defaultRole();
  if (role) return assumed(role);
  if (identity.allowAny) return account(identity);
  throw fail('internal_error', 'Default IAM role is not attached to the cluster', {
    hint: `Create a role first, or name one: ${asking.statement} … IAM_ROLE 'arn:aws:iam::${identity.accountId}:role/name'.`,
  });
}

/** Chained roles: each must exist; S3 sees the last. */
function lastRole(arns: string[], identity: IdentityStore, asking: Asking): Principal {
  const roles = arns.map((arn) => role(arn, identity, asking));
  const last = roles.at(-1);
  if (!last) throw new Error('an authorization by roles names one');
  return last;
}

function role(arn: string, identity: IdentityStore, { user, statement }: Asking): Principal {
  const known = identity.role(arn);
  if (known) return assumed(known);
  const name = arn.split('/').at(-1) ?? arn;
  if (identity.allowAny) return { kind: 'assumed-role', arn, name };
  const roles = identity.roles().map((other) => other.arn);
  throw fail(
    'insufficient_privilege',
    `User ${user} does not have ASSUMEROLE permission on IAM role "${arn}" for ${statement}`,
    {
      detail: `There is no role "${arn}" in this account.`,
      hint:
        roles.length > 0
          ? `Roles that exist: ${roles.slice(0, 5).join(', ')}.`
          : 'Create the role first: aws iam create-role.',
    },
  );
}

function keyOwner(
  keys: Extract<Authorization, { kind: 'keys' }>,
  identity: IdentityStore,
  place: Place,
): Principal {
  const { accessKeyId, secretAccessKey } = keys;
  const known = identity.accessKey(accessKeyId);
  const principal = identity.principal(accessKeyId);
  if (known && principal && known.secret === secretAccessKey) return principal;
  if (identity.allowAny)
    return {
      kind: 'user',
      arn: `arn:aws:iam::${identity.accountId}:user/${accessKeyId}`,
      name: accessKeyId,
      accessKeyId,
    };
  if (known && principal) {
    throw storageError(
      'S3ServiceException:The request signature we calculated does not match the signature you provided. Check your key and signing method.,Status 403,Error SignatureDoesNotMatch,Rid ,ExtRid ,CanRetry 0',
      place,
      `The secret of access key "${accessKeyId}" is another one.`,
    );
  }
  throw storageError(
    'S3ServiceException:The AWS Access Key Id you provided does not exist in our records.,Status 403,Error InvalidAccessKeyId,Rid ,ExtRid ,CanRetry 0',
    place,
    known
      ? `The access key "${accessKeyId}" is inactive.`
      : 'Access keys are listed by aws iam list-access-keys and shown by slipher up when it starts.',
  );
}

function assumed({ arn, name }: Role): Principal {
  return { kind: 'role', arn, name };
}

/** The warehouse's own rights: those of the account. */
function account({ accountId }: IdentityStore): Principal {
  return { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, name: 'root' };
}
