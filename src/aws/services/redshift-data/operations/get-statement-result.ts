import { RawJson } from '#aws/protocols/json/json-value.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import { type ResultInput, readResult } from '#aws/services/redshift-data/result.ts';

/** One page of fields; it was stored as the JSON that it is. */
export const getStatementResult: Operation<ResultInput> = async (service, input, caller) => {
  const { pages, facts } = await readResult(service, input, caller, {
    format: 'JSON',
    operation: 'GetStatementResult',
    other: 'GetStatementResultV2',
    lengthMax: 0,
  });
  return { Records: new RawJson(pages[0]?.text ?? '[]'), ...facts };
};
