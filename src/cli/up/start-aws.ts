import { type AwsEndpoint, startAwsEndpoint } from '#aws/endpoint/start-aws-endpoint.ts';
import type { AwsService } from '#aws/service.ts';
import { iamService } from '#aws/services/iam/iam-service.ts';
import { redshiftDataService } from '#aws/services/redshift-data/redshift-data-service.ts';
import { s3Service } from '#aws/services/s3/s3-service.ts';
import { stsService } from '#aws/services/sts/sts-service.ts';
import type { Log } from '#base/log.ts';
import type { Stores } from '#cli/up/open-stores.ts';
import type { DataApi } from '#warehouse/data-api/data-api.ts';

/** Opens the AWS endpoint over the stores and the warehouse's statements: the list of its services is here. */
export async function startAws(
  address: { host: string; port: number },
  stores: Stores,
  dataApi: DataApi,
  log: Log,
): Promise<AwsEndpoint & { services: string[] }> {
  const { identity, s3 } = stores;
  const services: AwsService[] = [
    s3Service({ store: s3.store, identity, log }),
    iamService(identity),
    stsService(identity),
    redshiftDataService({ dataApi, accountId: identity.accountId }),
  ];
  const endpoint = await startAwsEndpoint({ ...address, services, identity, log });
  return { ...endpoint, services: services.map(({ name }) => name) };
}
