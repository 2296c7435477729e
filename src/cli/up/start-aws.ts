import { lazyService } from '#aws/endpoint/lazy-service.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#aws/endpoint/start-aws-endpoint.ts';
import type { AwsService } from '#aws/service.ts';
import type { Log } from '#base/log.ts';
import type { Stores } from '#cli/up/open-stores.ts';
import type { DataApi } from '#warehouse/data-api/data-api.ts';

/** Opens the AWS endpoint over the stores and the warehouse's statements: the list of its services is here. */
export async function startAws(
  address: { host: string; port: number },
  stores: Stores,
  dataApi: () => Promise<DataApi>,
  log: Log,
): Promise<AwsEndpoint & { services: string[] }> {
  const { identity, s3 } = stores;
  const services: AwsService[] = [
    lazyService({ name: 's3', allowsAnonymous: true }, async () => {
      const { s3Service } = await import('#aws/services/s3/s3-service.ts');
      return s3Service({ store: s3.store, identity, log });
    }),
    lazyService({ name: 'iam', allowsAnonymous: false }, async () => {
      const { iamService } = await import('#aws/services/iam/iam-service.ts');
      return iamService(identity);
    }),
    lazyService({ name: 'sts', allowsAnonymous: false }, async () => {
      const { stsService } = await import('#aws/services/sts/sts-service.ts');
      return stsService(identity);
    }),
    lazyService({ name: 'redshift-data', allowsAnonymous: false }, async () => {
      const { redshiftDataService } = await import('#aws/services/redshift-data/redshift-data-service.ts');
      return redshiftDataService({ dataApi: await dataApi(), accountId: identity.accountId });
    }),
  ];
  const endpoint = await startAwsEndpoint({ ...address, services, identity, log });
  return { ...endpoint, services: services.map(({ name }) => name) };
}
