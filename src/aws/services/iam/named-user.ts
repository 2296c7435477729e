import { AwsError } from '#aws/aws-error.ts';
import type { QueryContext } from '#aws/protocols/query/query-operation.ts';
import type { QueryParameters } from '#aws/protocols/query/query-parameters.ts';
import { IdentityError, type User } from '#stores/identity/identity-store.ts';

/** The user of `UserName`, or the one who asks where it is left out. */
export function namedUser(parameters: QueryParameters, context: QueryContext): User {
  const given = parameters.text('UserName');
  if (given === undefined && context.principal.kind !== 'user') {
    throw new AwsError(
      'ValidationError',
      400,
      'Must specify userName when calling with non-User credentials',
    );
  }
  const name = given ?? context.principal.name;
  const user = context.identity.user(name);
  if (user !== undefined) return user;
  throw new IdentityError('NoSuchEntity', `The user with name ${name} cannot be found.`);
}

/** Refuses a key that is not of the user whom the request names or who sends it. */
export function checkKeyOfUser(id: string, user: User, context: QueryContext): void {
  const key = context.identity.accessKey(id);
  if (key?.userName.toLowerCase() === user.name.toLowerCase()) return;
  throw new IdentityError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`);
}
