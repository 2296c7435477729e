import { batchExecuteStatement } from '#aws/services/redshift-data/operations/batch-execute-statement.ts';
import { cancelStatement } from '#aws/services/redshift-data/operations/cancel-statement.ts';
import { describeStatement } from '#aws/services/redshift-data/operations/describe-statement.ts';
import { executeStatement } from '#aws/services/redshift-data/operations/execute-statement.ts';
import { getStatementResult } from '#aws/services/redshift-data/operations/get-statement-result.ts';
import { getStatementResultV2 } from '#aws/services/redshift-data/operations/get-statement-result-v2.ts';

/** One row per operation that is served. */
export const redshiftDataOperations = {
  BatchExecuteStatement: batchExecuteStatement,
  CancelStatement: cancelStatement,
  DescribeStatement: describeStatement,
  ExecuteStatement: executeStatement,
  GetStatementResult: getStatementResult,
  GetStatementResultV2: getStatementResultV2,
};
