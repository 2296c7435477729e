import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeUser } from '#aws/services/iam/describe.ts';

export const createUser: QueryOperation = {
  parameters: ['UserName', 'Path'],
  run(parameters, { identity }) {
    const user = identity.createUser(parameters.required('UserName'), parameters.text('Path'));
    return { User: describeUser(user) };
  },
};
