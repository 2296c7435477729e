import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { checkKeyOfUser, namedUser } from '#aws/services/iam/named-user.ts';

export const deleteAccessKey: QueryOperation = {
  parameters: ['UserName', 'AccessKeyId'],
  run(parameters, context) {
    const id = parameters.required('AccessKeyId');
    checkKeyOfUser(id, namedUser(parameters, context), context);
    context.identity.deleteAccessKey(id);
    return undefined;
  },
};
