import { batchExecuteStatement } from '#aws/services/redshift-data/operations/batch-execute-statement.ts';
import { cancelStatement } from '#aws/services/redshift-data/operations/cancel-statement.ts';
import { describeStatement } from '#aws/services/redshift-data/operations/describe-statement.ts';
import { describeTable } from '#aws/services/redshift-data/operations/describe-table.ts';
import { executeStatement } from '#aws/services/redshift-data/operations/execute-statement.ts';
import { getStatementResult } from '#aws/services/redshift-data/operations/get-statement-result.ts';
import { getStatementResultV2 } from '#aws/services/redshift-data/operations/get-statement-result-v2.ts';
import { listDatabases } from '#aws/services/redshift-data/operations/list-databases.ts';
import { listSchemas } from '#aws/services/redshift-data/operations/list-schemas.ts';
import { listSessions } from '#aws/services/redshift-data/operations/list-sessions.ts';
import { listStatements } from '#aws/services/redshift-data/operations/list-statements.ts';
import { listTables } from '#aws/services/redshift-data/operations/list-tables.ts';

/** One row per operation that is served. */
export const redshiftDataOperations = {
  BatchExecuteStatement: batchExecuteStatement,
  CancelStatement: cancelStatement,
  DescribeStatement: describeStatement,
  DescribeTable: describeTable,
  ExecuteStatement: executeStatement,
  GetStatementResult: getStatementResult,
  GetStatementResultV2: getStatementResultV2,
  ListDatabases: listDatabases,
  ListSchemas: listSchemas,
  ListSessions: listSessions,
  ListStatements: listStatements,
  ListTables: listTables,
};
