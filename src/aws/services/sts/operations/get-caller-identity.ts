import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';

export const getCallerIdentity: QueryOperation = {
  parameters: [],
  run(_parameters, { identity, principal }) {
    const user = principal.kind === 'user' ? identity.user(principal.name) : undefined;
    return { Arn: principal.arn, UserId: user?.id ?? identity.accountId, Account: identity.accountId };
  },
};
