import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';

export const deleteUser: QueryOperation = {
  parameters: ['UserName'],
  run(parameters, { identity }) {
    identity.deleteUser(parameters.required('UserName'));
    return undefined;
  },
};
