import type { Copy, Span } from '#sql/ast.ts';
import { runCopy } from '#warehouse/copy/copy.ts';
import { createCopyJob, isCopyJob } from '#warehouse/copy-jobs/create-copy-job.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';

/** COPY t [(columns)] FROM 's3://…' authorization [options] [JOB CREATE name] (Amazon Redshift, "COPY"). */
export async function copy(statement: Copy & Span, context: SessionContext): Promise<StatementResult> {
  if (isCopyJob(statement)) {
    await createCopyJob(statement, context);
    return context.done('COPY JOB CREATE');
  }
  await runCopy(statement, context);
  return context.done('COPY');
}
