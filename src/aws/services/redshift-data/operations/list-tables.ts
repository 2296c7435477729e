import { type CatalogInput, catalogPage } from '#aws/services/redshift-data/catalog-page.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';

type Input = CatalogInput & { SchemaPattern?: string; TablePattern?: string };

export const listTables: Operation<Input> = async (service, input, caller) => {
  const { items, nextToken } = await catalogPage(
    service,
    input,
    caller,
    'ListTables',
    (queries, page, database) =>
      queries.tables(database, input.SchemaPattern ?? '%', input.TablePattern ?? '%', page),
  );
  return { Tables: items.map((item) => ({ ...item })), NextToken: nextToken };
};
