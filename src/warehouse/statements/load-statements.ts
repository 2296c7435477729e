import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

// The code of COPY and UNLOAD is loaded with the first of them: a process that starts shall answer soon.

type Run<K extends 'copy' | 'copy-job' | 'unload'> = (
  statement: StatementOf<K>,
  context: SessionContext,
) => Promise<StatementResult>;

export const runCopyStatement: Run<'copy'> = async (statement, context) => {
  const { copy } = await import('#warehouse/statements/copy.ts');
  return copy(statement, context);
};

export const runCopyJobStatement: Run<'copy-job'> = async (statement, context) => {
  const { copyJob } = await import('#warehouse/statements/copy-job.ts');
  return copyJob(statement, context);
};

export const runUnloadStatement: Run<'unload'> = async (statement, context) => {
  const { unload } = await import('#warehouse/statements/unload.ts');
  return unload(statement, context);
};
