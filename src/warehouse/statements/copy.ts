import type { Copy, Span } from '#sql/ast.ts';
import { runCopy } from '#warehouse/copy/copy.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';

/** COPY t [(columns)] FROM 's3://…' authorization [options] (Amazon Redshift, "COPY"). */
export async function copy(statement: Copy & Span, context: SessionContext): Promise<StatementResult> {
  await runCopy(statement, context);
  return context.done('COPY');
}
