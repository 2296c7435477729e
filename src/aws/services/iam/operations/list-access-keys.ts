import { page, pageParameters } from '#aws/protocols/query/page.ts';
import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { describeAccessKey } from '#aws/services/iam/describe.ts';
import { namedUser } from '#aws/services/iam/named-user.ts';

export const listAccessKeys: QueryOperation = {
  parameters: ['UserName', ...pageParameters],
  run(parameters, context) {
    const keys = context.identity.accessKeys(namedUser(parameters, context).name);
    const { items, ...rest } = page(keys, (key) => key.id, parameters);
    return { AccessKeyMetadata: items.map(describeAccessKey), ...rest };
  },
};
