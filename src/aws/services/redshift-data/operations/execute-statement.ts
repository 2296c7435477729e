import { type ExecuteInput, execute } from '#aws/services/redshift-data/execute.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';

export const executeStatement: Operation<ExecuteInput & { Sql: string }> = (service, input, caller) =>
  execute(service, input, { sqls: [input.Sql] }, caller);
