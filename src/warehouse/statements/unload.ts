import { readUnloadOptions } from '#sql/copy/read-unload-options.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import { authorize } from '#warehouse/copy/authorize.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';
import { runUnload } from '#warehouse/unload/run-unload.ts';
import { unloadPlace } from '#warehouse/unload/unload-error.ts';
import { unloadQuery } from '#warehouse/unload/unload-query.ts';

/** UNLOAD ('query') TO 's3://…': the query's rows as objects (Amazon Redshift, "UNLOAD"). */
export async function unload(
  statement: StatementOf<'unload'>,
  context: SessionContext,
): Promise<StatementResult> {
  const options = readUnloadOptions(statement);
  const plan = await unloadQuery(statement, context);
  if (options.rowGroupSize !== undefined) noticeRowGroupSize(context);
  const access = unloadAccess(options, context);
  const rows = await runUnload(plan, options, access, context);
  context.notice({
    severity: 'INFO',
    code: '00000',
    message: `UNLOAD completed, ${rows} record(s) unloaded successfully.`,
  });
  return context.done('UNLOAD');
}

function unloadAccess(options: UnloadOptions, context: SessionContext): ObjectAccess {
  const { s3 } = context.load;
  const asking = { user: context.session.user.name, statement: 'UNLOAD' };
  const place = unloadPlace(options, context);
  const principal = authorize(options.authorization, s3.identity, asking, place);
  return s3.accessFor(principal, options.region);
}

/** The engine counts a row group in rows while it keeps the order of the rows. */
function noticeRowGroupSize(context: SessionContext): void {
  context.notice({
    severity: 'WARNING',
    code: '01000',
    message: 'ROWGROUPSIZE has no effect: row groups have up to 122,880 rows',
  });
}
