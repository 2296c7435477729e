import { invalid, notFound } from '#warehouse/data-api/data-api-error.ts';
import { isBatch, type Part, type StatementRecord } from '#warehouse/data-api/statement-record.ts';

/** `uuid`, or `uuid:n` for the n-th statement of a batch, counted from 1. */
export function readStatementId(text: string): { id: string; partNumber: number | undefined } {
  const [id = '', number] = text.split(':');
  return { id, partNumber: number === undefined ? undefined : Number(number) };
}

/** The statement of a batch, or the one of a statement that is none. Throws for a batch as a whole. */
export function partOf(record: StatementRecord, text: string): { part: Part; index: number } {
  const { partNumber } = readStatementId(text);
  if (partNumber === undefined && isBatch(record)) {
    throw invalid('A batch has a result for each of its statements: ask with the Id of a sub-statement.');
  }
  const index = (partNumber ?? 1) - 1;
  const part = partNumber !== undefined && !isBatch(record) ? undefined : record.parts[index];
  if (part === undefined) throw notFound('Query does not exist.', text);
  return { part, index };
}
