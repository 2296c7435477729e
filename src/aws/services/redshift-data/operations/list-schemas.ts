import { type CatalogInput, catalogPage } from '#aws/services/redshift-data/catalog-page.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';

export const listSchemas: Operation<CatalogInput & { SchemaPattern?: string }> = async (
  service,
  input,
  caller,
) => {
  const { items, nextToken } = await catalogPage(
    service,
    input,
    caller,
    'ListSchemas',
    (queries, page, database) => queries.schemas(database, input.SchemaPattern ?? '%', page),
  );
  return { Schemas: items, NextToken: nextToken };
};
