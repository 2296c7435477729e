import type { QueryOperation } from '#aws/protocols/query/query-operation.ts';
import { getCallerIdentity } from '#aws/services/sts/operations/get-caller-identity.ts';

/** One row per operation that is served. */
export const stsOperations = {
  GetCallerIdentity: getCallerIdentity,
} as const satisfies Record<string, QueryOperation>;
