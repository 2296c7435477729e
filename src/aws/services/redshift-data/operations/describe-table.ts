import { type CatalogInput, catalogPage } from '#aws/services/redshift-data/catalog-page.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';

export const describeTable: Operation<CatalogInput & { Schema?: string; Table?: string }> = async (
  service,
  input,
  caller,
) => {
  const { items, nextToken } = await catalogPage(
    service,
    input,
    caller,
    'DescribeTable',
    (queries, page, database) => queries.columns(database, input.Schema, input.Table, page),
  );
  return { TableName: input.Table, ColumnList: items.map((item) => ({ ...item })), NextToken: nextToken };
};
