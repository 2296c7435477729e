import { ownerOf } from '#aws/services/redshift-data/caller.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { readStatementId } from '#aws/services/redshift-data/statement-id.ts';
import { invalid } from '#warehouse/data-api/data-api-error.ts';

/** The whole statement: one of a batch cannot be stopped by itself. */
export const cancelStatement: Operation<{ Id: string }> = ({ dataApi }, { Id }, caller) => {
  const { id, partNumber } = readStatementId(Id);
  if (partNumber !== undefined)
    throw invalid('A sub-statement cannot be cancelled; cancel the batch by its Id.');
  dataApi.cancel(id, ownerOf(caller));
  return { Status: true };
};
