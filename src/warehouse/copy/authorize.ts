import { fail } from '#base/errors.ts';
import type { Authorization } from '#sql/copy/copy-options.ts';
import type { IdentityStore, Role } from '#stores/identity/identity-store.ts';
import type { Principal } from '#stores/identity/principal.ts';
import { type Assuming, trustOf } from '#stores/identity/trust-policy.ts';
import { type Place, storageError } from '#warehouse/copy/storage-error.ts';

/** What takes the first role. */
const redshift: Assuming = { services: ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'] };

/** Who asks, for messages. */
export interface Asking {
  user: string;
  /** COPY or UNLOAD. */
  statement: string;
}

/**
 * Whom S3 shall see, by a statement's authorization: the role must exist and trust Redshift, the access key be
 * active, its secret right and without a token, which only temporary keys have.
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
  if (role) {
    if (!identity.allowAny) requireTrust(role, redshift, asking);
    return assumed(role);
  }
  if (identity.allowAny) return account(identity);
  throw fail('internal_error', 'Default IAM role is not attached to the cluster', {
    hint: `Create a role first, or name one: ${asking.statement} … IAM_ROLE 'arn:aws:iam::${identity.accountId}:role/name'.`,
  });
}

/** Chained roles: Redshift takes the first, each takes the one after it, and S3 sees the last. */
function lastRole(arns: string[], identity: IdentityStore, asking: Asking): Principal {
  let taker: Assuming = redshift;
  let last: Principal | undefined;
  for (const arn of arns) {
    last = role(arn, taker, identity, asking);
    taker = { principal: last };
  }
  if (!last) throw new Error('an authorization by roles names one');
  return last;
}

function role(arn: string, taker: Assuming, identity: IdentityStore, asking: Asking): Principal {
  const known = identity.role(arn);
  if (known) {
    // A role of any name has no policy of its own.
    if (!identity.allowAny) requireTrust(known, taker, asking);
    return assumed(known);
  }
  const name = arn.split('/').at(-1) ?? arn;
  if (identity.allowAny) return { kind: 'assumed-role', arn, name };
  const roles = identity.roles().map((other) => other.arn);
  throw mayNotAssume(
    arn,
    asking,
    `There is no role "${arn}" in this account.`,
    roles.length > 0
      ? `Roles that exist: ${roles.slice(0, 5).join(', ')}.`
      : 'Create the role first: aws iam create-role.',
  );
}

/** The role's own policy says who may take it. */
function requireTrust({ arn, trustPolicy }: Role, taker: Assuming, asking: Asking): void {
  const trust = trustOf(trustPolicy, taker);
  if (trust === 'trusted') return;
  const who = 'principal' in taker ? `the role "${taker.principal.arn}"` : 'Redshift';
  const detail =
    trust === 'conditional'
      ? `The trust policy of "${arn}" lets ${who} take it on conditions, which Slipher does not evaluate.`
      : `The trust policy of "${arn}" does not let ${who} take it.`;
  const wanted =
    'principal' in taker ? `{"AWS": "${taker.principal.arn}"}` : '{"Service": "redshift.amazonaws.com"}';
  throw mayNotAssume(
    arn,
    asking,
    detail,
    `It needs a statement that allows sts:AssumeRole to ${wanted} without a condition.`,
  );
}

function mayNotAssume(arn: string, { user, statement }: Asking, detail: string, hint: string): Error {
  return fail(
    'insufficient_privilege',
    `User ${user} does not have ASSUMEROLE permission on IAM role "${arn}" for ${statement}`,
    { detail, hint },
  );
}

function keyOwner(
  keys: Extract<Authorization, { kind: 'keys' }>,
  identity: IdentityStore,
  place: Place,
): Principal {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const known = identity.accessKey(accessKeyId);
  const principal = identity.principal(accessKeyId);
  const right = known !== undefined && principal !== undefined && known.secret === secretAccessKey;
  if (right && (sessionToken === undefined || identity.allowAny)) return principal;
  if (identity.allowAny)
    return {
      kind: 'user',
      arn: `arn:aws:iam::${identity.accountId}:user/${accessKeyId}`,
      name: accessKeyId,
      accessKeyId,
    };
  if (right) {
    throw storageError(
      'S3ServiceException:The provided token is malformed or otherwise invalid.,Status 400,Error InvalidToken,Rid ,ExtRid ,CanRetry 0',
      place,
      `The access key "${accessKeyId}" is not a temporary one: leave its session token out.`,
    );
  }
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
