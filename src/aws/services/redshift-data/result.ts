import type { JsonCaller } from '#aws/protocols/json/json-operation.ts';
import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import type { RedshiftData } from '#aws/services/redshift-data/redshift-data.ts';
import { partOf, readStatementId } from '#aws/services/redshift-data/statement-id.ts';
import { invalid, notFound } from '#warehouse/data-api/data-api-error.ts';
import { type ResultPage, readPages } from '#warehouse/data-api/results/result-file.ts';

export interface ResultInput {
  Id: string;
  NextToken?: string;
  WaitTimeSeconds?: number;
}

/** Pages of a result, and what both forms of the answer tell of it. */
export async function readResult(
  { dataApi }: RedshiftData,
  { Id, NextToken, WaitTimeSeconds }: ResultInput,
  caller: JsonCaller,
  options: { format: 'JSON' | 'CSV'; operation: string; other: string; lengthMax: number },
): Promise<{ pages: ResultPage[]; facts: JsonStructure }> {
  const { id } = readStatementId(Id);
  const owner = ownerOf(caller);
  dataApi.find(id, owner);
  await dataApi.wait(id, WaitTimeSeconds);
  const record = dataApi.find(id, owner);
  if (record.resultFormat !== options.format) {
    throw invalid(
      `${options.operation} cannot read a result in the format ${record.resultFormat}; use ${options.other}.`,
    );
  }
  const { part, index } = partOf(record, Id);
  if (part.status !== 'FINISHED' || part.columns === undefined) {
    throw notFound('Query does not have result. Please check query status with DescribeStatement.', Id);
  }
  const purpose = `result ${id}:${index}`;
  const offset = dataApi.tokens.read(purpose, NextToken);
  const pages =
    part.rows === 0 ? [] : await readPages(dataApi.resultPath(id, index), offset, options.lengthMax);
  const next = pages.at(-1)?.next;
  const facts = {
    ColumnMetadata: part.columns.map((column) => ({ ...column })),
    TotalNumRows: part.rows,
    NextToken: next === undefined ? undefined : dataApi.tokens.write(purpose, next),
  };
  return { pages, facts };
}
