import { page, pageParameters } from '#aws/protocols/query/page.ts';
import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeUser, pathOf } from '#aws/services/iam/describe.ts';

export const listUsers: QueryOperation = {
  parameters: ['PathPrefix', ...pageParameters],
  run(parameters, { identity }) {
    const prefix = parameters.text('PathPrefix') ?? '/';
    const users = identity.users().filter((user) => pathOf(user.arn).startsWith(prefix));
    const { items, ...rest } = page(users, (user) => user.name, parameters);
    return { Users: items.map(describeUser), ...rest };
  },
};
