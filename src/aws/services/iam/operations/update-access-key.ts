import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { checkKeyOfUser, namedUser } from '#aws/services/iam/named-user.ts';

export const updateAccessKey: QueryOperation = {
  parameters: ['UserName', 'AccessKeyId', 'Status'],
  run(parameters, context) {
    const id = parameters.required('AccessKeyId');
    const status = parameters.choice('Status', ['Active', 'Inactive']);
    checkKeyOfUser(id, namedUser(parameters, context), context);
    context.identity.setAccessKeyStatus(id, status);
    return undefined;
  },
};
