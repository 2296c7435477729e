import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeAccessKey } from '#aws/services/iam/describe.ts';
import { namedUser } from '#aws/services/iam/named-user.ts';

export const createAccessKey: QueryOperation = {
  parameters: ['UserName'],
  run(parameters, context) {
    const key = context.identity.createAccessKey(namedUser(parameters, context).name);
    return { AccessKey: { ...describeAccessKey(key), SecretAccessKey: key.secret } };
  },
};
