import { rm } from 'node:fs/promises';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import type { QueryPlan } from '#sql/plan.ts';
import type { ObjectAccess } from '#stores/objects/object-access.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';
import { checkUnloadColumns } from '#warehouse/unload/check-columns.ts';
import { cleanDestination, requireDestination } from '#warehouse/unload/destination.ts';
import { settleFiles } from '#warehouse/unload/files/settle-files.ts';
import { writeFiles } from '#warehouse/unload/files/write-files.ts';
import { nameFiles } from '#warehouse/unload/object-names.ts';
import { recordSource } from '#warehouse/unload/render/record-source.ts';
import { storeFiles, storeManifest } from '#warehouse/unload/store-files.ts';
import { withUnloadErrors } from '#warehouse/unload/unload-error.ts';
import { UnloadLog } from '#warehouse/unload/unload-log.ts';

/**
 * Runs the query and stores its rows as objects; the number of rows. Nothing stays in the staging folder, whatever happens; what was
 * stored before a failure stays in S3, as with Redshift.
 */
export async function runUnload(
  plan: QueryPlan,
  options: UnloadOptions,
  access: ObjectAccess,
  context: StatementContext,
): Promise<bigint> {
  checkUnloadColumns(plan.columns, options);
  const source = recordSource(await context.queryText(plan), plan, options);
  await withUnloadErrors(options, context, () => requireDestination(access, options));
  const log = new UnloadLog(context, options);
  const folder = access.stagingPath();
  try {
    const rows = await withUnloadErrors(options, context, async () => {
      const { engine, load } = context;
      const written = await writeFiles(engine, source, options, folder);
      const finished = await settleFiles(written, options, plan.columns, { engine, signal: load.signal });
      const files = nameFiles(finished, options);
      if (options.cleanPath) await cleanDestination(access, options, files);
      const stored = await storeFiles(files, options, access, { signal: load.signal, log, folder });
      if (options.manifest) await storeManifest(stored, options, access, plan.columns);
      return written.rows;
    });
    log.completed();
    context.load.setLastUnload(context.load.queryId, rows);
    return rows;
  } catch (error) {
    log.aborted(error);
    context.load.setLastUnload(context.load.queryId, 0n);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
