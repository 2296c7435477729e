import { type CatalogInput, catalogPage } from '#aws/services/redshift-data/catalog-page.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';

export const listDatabases: Operation<CatalogInput> = async (service, input, caller) => {
  const { items, nextToken } = await catalogPage(service, input, caller, 'ListDatabases', (queries, page) =>
    queries.databases(page),
  );
  return { Databases: items, NextToken: nextToken };
};
