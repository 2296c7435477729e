import type { JsonStructure } from '#aws/protocols/json/json-value.ts';
import { type ListingInput, listingPage } from '#aws/services/redshift-data/listing.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { isBatch, type StatementRecord, type StatementStatus } from '#warehouse/data-api/statement-record.ts';

type Input = ListingInput & { StatementName?: string; Status?: StatementStatus | 'ALL' };

/** Statements that finished, unless another status is asked for. */
export const listStatements: Operation<Input> = (service, input, caller) => {
  const { Status = 'FINISHED', StatementName } = input;
  const { rows, nextToken } = listingPage(service, input, caller, 'ListStatements', (filter) =>
    service.dataApi.statements({
      ...filter,
      status: Status === 'ALL' ? undefined : [Status],
      namePrefix: StatementName,
    }),
  );
  return { Statements: rows.map(summary), NextToken: nextToken };
};

function summary(record: StatementRecord): JsonStructure {
  const [first] = record.parts;
  const batch = isBatch(record);
  return {
    Id: record.id,
    ...(batch ? { QueryStrings: record.parts.map(({ sql }) => sql) } : { QueryString: first?.sql }),
    SecretArn: record.target.secretArn,
    Status: record.status,
    StatementName: record.name,
    CreatedAt: new Date(record.createdAt),
    UpdatedAt: new Date(record.updatedAt),
    QueryParameters: record.parameters?.map(({ name, value }) => ({ name, value })),
    IsBatchStatement: batch,
    ResultFormat: record.resultFormat,
    SessionId: record.sessionId,
  };
}
