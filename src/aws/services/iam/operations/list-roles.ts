import { page, pageParameters } from '#aws/protocols/query/page.ts';
import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeRole, pathOf } from '#aws/services/iam/describe.ts';

export const listRoles: QueryOperation = {
  parameters: ['PathPrefix', ...pageParameters],
  run(parameters, { identity }) {
    const prefix = parameters.text('PathPrefix') ?? '/';
    const roles = identity.roles().filter((role) => pathOf(role.arn).startsWith(prefix));
    const { items, ...rest } = page(roles, (role) => role.name, parameters);
    return { Roles: items.map(describeRole), ...rest };
  },
};
