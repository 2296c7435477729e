import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { type ResultInput, readResult } from '#aws/services/redshift-data/result.ts';

/** Of one answer. */
const lengthMax = 15 * 1024 * 1024;

/** CSV in chunks of up to a megabyte. */
export const getStatementResultV2: Operation<ResultInput> = async (service, input, caller) => {
  const { pages, facts } = await readResult(service, input, caller, {
    format: 'CSV',
    operation: 'GetStatementResultV2',
    other: 'GetStatementResult',
    lengthMax,
  });
  return { Records: pages.map(({ text }) => ({ CSVRecords: text })), ResultFormat: 'CSV', ...facts };
};
