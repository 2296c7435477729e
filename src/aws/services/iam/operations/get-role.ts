import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeRole } from '#aws/services/iam/describe.ts';
import { IdentityError } from '#stores/identity/identity-store.ts';

export const getRole: QueryOperation = {
  parameters: ['RoleName'],
  run(parameters, { identity }) {
    const name = parameters.required('RoleName');
    // Of the roles that were made: where any role is taken, a question for one would always be answered.
    const role = identity.roles().find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (role !== undefined) return { Role: describeRole(role) };
    throw new IdentityError('NoSuchEntity', `The role with name ${name} cannot be found.`);
  },
};
