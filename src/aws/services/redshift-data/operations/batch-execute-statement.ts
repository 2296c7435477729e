import { type ExecuteInput, execute } from '#aws/services/redshift-data/execute.ts';
import type { Operation } from '#aws/services/redshift-data/redshift-data.ts';
import type { ExecutionMode } from '#warehouse/data-api/statement-record.ts';

type Input = ExecuteInput & { Sqls: string[]; ExecutionMode?: ExecutionMode };

export const batchExecuteStatement: Operation<Input> = (service, input, caller) =>
  execute(service, input, { sqls: input.Sqls, executionMode: input.ExecutionMode ?? 'TRANSACTION' }, caller);
