import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import type { Filter, Listed } from '#warehouse/data-api/statement-store.ts';

/** What ListStatements and ListSessions have in common. */
export interface ListingInput {
  NextToken?: string;
  MaxResults?: number;
  /** False: what the principal itself began, and not others of its role. */
  RoleLevel?: boolean;
  ClusterIdentifier?: string;
  WorkgroupName?: string;
  Database?: string;
}

const pageMax = 100;

/** One page of a listing from new to old, and the token of the next one. */
export function listingPage<Row>(
  { dataApi }: RedshiftData,
  input: ListingInput,
  caller: JsonCaller,
  operation: string,
  list: (filter: Filter) => Listed<Row>[],
): { rows: Row[]; nextToken: string | undefined } {
  const { NextToken, MaxResults, RoleLevel = true, ...asked } = input;
  const owner = ownerOf(caller);
  const purpose = `${operation} ${owner.principal} ${RoleLevel} ${JSON.stringify(asked)}`;
  const before = dataApi.tokens.read(purpose, NextToken);
  const limit = MaxResults || pageMax;
  const found = list({
    role: owner.role,
    principal: RoleLevel ? undefined : owner.principal,
    database: input.Database,
    cluster: input.ClusterIdentifier,
    workgroup: input.WorkgroupName,
    before: NextToken === undefined ? undefined : before,
    // One more tells whether there is a next page.
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ row }) => row),
    nextToken: last && dataApi.tokens.write(purpose, last.number),
  };
}
