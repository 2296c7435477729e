import { queryService } from '#aws/protocols/query/query-service.ts';
import type { AwsService } from '#aws/service.ts';
import { stsOperations } from '#aws/services/sts/operations.ts';
import { unservedStsOperations } from '#aws/services/sts/unserved-operations.ts';
import type { IdentityStore } from '#stores/identity/identity-store.ts';

/** AWS Security Token Service. https://docs.aws.amazon.com/STS/latest/APIReference/ */
export function stsService(identity: IdentityStore): AwsService {
  return queryService(
    {
      name: 'sts',
      version: '2011-06-15',
      namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
      operations: stsOperations,
      unserved: unservedStsOperations,
    },
    identity,
  );
}
