import { queryService } from '#aws/protocols/query/query-service.ts';
import type { AwsService } from '#aws/service.ts';
import { iamOperations } from '#aws/services/iam/operations.ts';
import { unservedIamOperations } from '#aws/services/iam/unserved-operations.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';

/** AWS Identity and Access Management. https://docs.aws.amazon.com/IAM/latest/APIReference/ */
export function iamService(identity: IdentityStore): AwsService {
  return queryService(
    {
      name: 'iam',
      version: '2010-05-08',
      namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
      operations: iamOperations,
      unserved: unservedIamOperations,
    },
    identity,
  );
}
