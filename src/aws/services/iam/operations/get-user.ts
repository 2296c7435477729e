import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeUser } from '#aws/services/iam/describe.ts';
import { namedUser } from '#aws/services/iam/named-user.ts';

export const getUser: QueryOperation = {
  parameters: ['UserName'],
  run: (parameters, context) => ({ User: describeUser(namedUser(parameters, context)) }),
};
