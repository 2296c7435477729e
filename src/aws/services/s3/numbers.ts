import { invalidArgument } from '#aws/services/s3/errors.ts';

const integerMax = 2147483647;

/** A whole number of the query (`max-keys`), `otherwise` where it is missing; InvalidArgument for anything else. */
export function readCount(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^-?\d{1,10}$/.test(text) || Number(text) > integerMax) {
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  }
  if (Number(text) < 0) {
    throw invalidArgument(name, text, `Argument ${name} must be an integer between 0 and ${integerMax}`);
  }
  return Number(text);
}

/** A part's number, 1 to 10,000. */
export function readPartNumber(text: string): number {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw invalidArgument('partNumber', text, 'Part number must be an integer between 1 and 10000, inclusive');
}
