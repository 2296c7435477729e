import type { Copy, Span } from '#sql/ast.ts';
import { parseStatements } from '#sql/parse.ts';
import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import { runCopy } from '#warehouse/copy/copy.ts';
import type { JobLoad } from '#warehouse/copy/job-load.ts';
import { markLoaded } from '#warehouse/copy-jobs/job-files.ts';
import type { SessionContext } from '#warehouse/session/context.ts';

/** The COPY of a job. Its table is found where it was when the job was made, whatever the search path is. */
export function jobStatement(job: CopyJobRow): Copy & Span {
  const [parsed] = parseStatements(job.text, { caseSensitiveIdentifiers: job.caseSensitive });
  if (parsed?.statement.kind !== 'copy') throw new Error(`the text of job ${job.name} is not a COPY`);
  const { table } = parsed.statement;
  return { ...parsed.statement, table: { ...table, schema: table.schema ?? job.schemaName } };
}

/**
 * Loads files of a job in the session's transaction, and notes in the same that they are loaded. The session holds the lock of the job.
 * Returns how many files there were.
 */
export async function loadJobFiles(
  job: CopyJobRow,
  context: SessionContext,
  { sources, onLoad }: Pick<JobLoad, 'sources' | 'onLoad'>,
): Promise<number> {
  let files: Awaited<ReturnType<JobLoad['sources']>> = [];
  await runCopy(jobStatement(job), context, {
    jobId: BigInt(job.id),
    sources: async (access, list) => {
      files = await sources(access, list);
      return files;
    },
    ...(onLoad && { onLoad }),
  });
  await markLoaded(context.engine, job, files);
  return files.length;
}
