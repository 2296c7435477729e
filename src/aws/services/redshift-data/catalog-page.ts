import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import { type ConnectionInput, readConnection } from '#aws/services/redshift-data/connection.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import type { CatalogQueries, Page } from '#warehouse/data-api/metadata/catalog-queries.ts';

/** What the operations on the catalog have in common. */
export interface CatalogInput extends ConnectionInput {
  /** Where to connect when that is not the database that is asked about. */
  ConnectedDatabase?: string;
  NextToken?: string;
  MaxResults?: number;
}

const pageMax = 1000;

/** One page of a listing of the catalog, and the token of the next one. */
export async function catalogPage<Item>(
  service: RedshiftData,
  input: CatalogInput,
  caller: JsonCaller,
  operation: string,
  ask: (queries: CatalogQueries, page: Page, database: string) => Promise<Item[]>,
): Promise<{ items: Item[]; nextToken: string | undefined }> {
  const { dataApi } = service;
  const { target, user } = await readConnection(service, input, caller);
  const { NextToken, MaxResults, ConnectedDatabase, ...asked } = input;
  const purpose = `${operation} ${caller.principal.arn} ${JSON.stringify(asked)}`;
  const offset = dataApi.tokens.read(purpose, NextToken);
  const limit = MaxResults || pageMax;
  const items = await dataApi.inCatalog(ConnectedDatabase ?? target.database, user, (queries) =>
    // One more tells whether there is a next page.
    ask(queries, { offset, limit: limit + 1 }, target.database),
  );
  const more = items.length > limit;
  return {
    items: items.slice(0, limit),
    nextToken: more ? dataApi.tokens.write(purpose, offset + limit) : undefined,
  };
}
