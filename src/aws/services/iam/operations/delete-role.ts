import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';

export const deleteRole: QueryOperation = {
  parameters: ['RoleName'],
  run(parameters, { identity }) {
    identity.deleteRole(parameters.required('RoleName'));
    return undefined;
  },
};
