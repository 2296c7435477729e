import { fail } from '#base/errors.ts';
import type { Copy, Span } from '#sql/ast.ts';
import { bindCopyTarget, type CopyTarget } from '#sql/bind/copy-target.ts';
import type { CopyOptions } from '#sql/copy/copy-options.ts';
import { readCopyOptions } from '#sql/copy/read-copy-options.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { authorize } from '#warehouse/copy/authorize.ts';
import { choosePath } from '#warehouse/copy/choose-path.ts';
import { loadColumnar } from '#warehouse/copy/columnar-path.ts';
import { loadDecoded, UnreadableFileError } from '#warehouse/copy/decoder-path.ts';
import { diskFull } from '#warehouse/copy/disk-full.ts';
import { tellEarliest } from '#warehouse/copy/earliest-error.ts';
import { loadByEngine } from '#warehouse/copy/engine-path.ts';
import { unreadableHint } from '#warehouse/copy/hints.ts';
import type { JobLoad } from '#warehouse/copy/job-load.ts';
import { loadJsonByEngine } from '#warehouse/copy/json-engine-path.ts';
import { fetchJsonPaths } from '#warehouse/copy/json-paths.ts';
import { listSources } from '#warehouse/copy/list-sources.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { loadFailed, startOf } from '#warehouse/copy/load-error-text.ts';
import { LoadErrors } from '#warehouse/copy/load-errors.ts';
import { type LoadFacts, loadRow, loadStateRow, logLoad } from '#warehouse/copy/load-log.ts';
import { LoadProgress } from '#warehouse/copy/load-progress.ts';
import { loadSql } from '#warehouse/copy/load-sql.ts';
import { loadNotices } from '#warehouse/copy/notices.ts';
import { OpenSources } from '#warehouse/copy/open-sources.ts';
import { storageError } from '#warehouse/copy/storage-error.ts';
import { requireOwner } from '#warehouse/definitions/find-relation.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { checkPrivileges } from '#warehouse/users/check-privileges.ts';

/**
 * COPY from S3 into a table: one statement, atomic over all its files, within the session's transaction. Checks what can be
 * checked before anything is read, in the order options, table, privileges, credentials, files. `job` is given where a COPY JOB
 * runs it.
 */
export async function runCopy(statement: Copy & Span, context: SessionContext, job?: JobLoad): Promise<void> {
  const options = readCopyOptions(statement);
  const bound = bindTarget(statement, options, context);
  const { queryId, pid, signal, s3 } = context.load;
  const place = { queryId, pid };
  const asking = { user: context.session.user.name, statement: 'COPY' };
  const principal = authorize(options.authorization, s3.identity, asking, {
    ...place,
    context: 'S3 credentials',
  });
  const access = s3.accessFor(principal, options.region);
  const listed = job ? [] : await listSources(options, access, place);
  const target = await lockTarget(bound, statement, options, context);
  const list = () => listSources(options, access, place, { mayBeNone: true });
  const sources = job ? await job.sources(access, list) : listed;
  if (sources.length === 0) return;
  requireOneSuper(options, target);
  const jsonPaths = await fetchJsonPaths(options, target, access, place);
  await using opened = new OpenSources(sources, access, place, signal);
  const load: Load = {
    queryId,
    options: jsonPaths ? options : byNames(options),
    jsonPaths,
    target,
    sql: loadSql(target, options.conversion),
    files: opened.files,
    errors: new LoadErrors(options.load.errorsMax, target.columns),
    replacements: [],
    progress: new LoadProgress(sources.map(({ size }) => size)),
    engine: context.engine,
    engineProgress: () => context.core.connection.progress(),
    recorder: context.core.shared.engine.rejects,
    stagingFolder: s3.stagingFolder,
    signal,
  };
  job?.onLoad?.(load);
  await runLoad(load, context, await access.bucketRegion(options.source.bucket), job?.jobId);
}

function bindTarget(statement: Copy & Span, options: CopyOptions, context: SessionContext): CopyTarget {
  const target = bindCopyTarget(statement, options.load.explicitIds, context.bindContext());
  checkPrivileges([target.use], context.session.user, context.catalog);
  const row = context.catalog.relation(target.table.oid);
  if (options.load.statUpdate === 'ON' && row) requireOwner(context, row);
  return target;
}

/** Waiting for another writer may bring another table definition. */
async function lockTarget(
  bound: CopyTarget,
  statement: Copy & Span,
  options: CopyOptions,
  context: SessionContext,
): Promise<CopyTarget> {
  if (bound.table.temporary) return bound;
  await context.lock([bound.table.oid]);
  return bindTarget(statement, options, context);
}

/** NOSHRED puts whole documents into one column. */
function requireOneSuper({ format }: CopyOptions, { columns }: CopyTarget): void {
  const whole = (format.kind === 'json' || format.kind === 'avro') && format.mapping.kind === 'noshred';
  if (!whole || (columns.length === 1 && columns[0]?.type.name === 'super')) return;
  throw fail(
    'invalid_parameter_value',
    "COPY with 'noshred' needs a table or column list of exactly one SUPER column",
  );
}

/** A jsonpaths file without paths says nothing: names do (copy.md §5). */
function byNames(options: CopyOptions): CopyOptions {
  const { format } = options;
  if ((format.kind !== 'json' && format.kind !== 'avro') || format.mapping.kind !== 'paths') return options;
  return { ...options, format: { ...format, mapping: { kind: 'auto', ignoreCase: false } } };
}

async function runLoad(load: Load, context: SessionContext, region: string, jobId = 0n): Promise<void> {
  const { table } = load.target;
  const { record } = context.run;
  const facts: LoadFacts = {
    userId: context.session.user.id,
    database: context.database.name,
    dataSource: `s3://${load.options.source.bucket}/${load.options.source.key}`,
    started: nowMicroseconds(),
    jobId,
  };
  record.target = { oid: table.oid, name: `${table.database}.${table.schema}.${table.name}` };
  context.load.setLastCopy(load.queryId, 0n);
  // Clients ask for the errors of their last query, also when it failed.
  context.core.lastQueryId = load.queryId;
  context.load.showWhileRunning(
    () => [loadStateRow(load, context.load, facts.userId)],
    () => [loadRow(load, context.load, facts, 'running', load.progress.lines)],
  );
  let rows = 0;
  let status: 'completed' | 'aborted' = 'aborted';
  try {
    rows = await loadFiles(load, context, region);
    if (load.errors.full) {
      await tellEarliest(load, context.load);
      throw await loadFailed(load);
    }
    status = 'completed';
  } catch (error) {
    throw (await unreadable(error, load, context)) ?? diskFull(error) ?? error;
  } finally {
    logLoad(load, context.load, facts);
    context.load.log('loads', loadRow(load, context.load, facts, status, status === 'completed' ? rows : 0));
  }
  context.load.setLastCopy(load.queryId, BigInt(rows));
  record.affectedRows = BigInt(load.options.load.noLoad ? 0 : rows);
  loadNotices(load, rows, load.replacements.length, context);
}

async function loadFiles(load: Load, context: SessionContext, region: string): Promise<number> {
  switch (choosePath(load.options, load.target.columns.length)) {
    case 'engine':
      return loadByEngine(load);
    case 'json':
      return loadJsonByEngine(load);
    case 'decoder':
      return loadAllDecoded(load);
    case 'columnar':
      return loadColumnar(load, context.load, region);
  }
}

async function loadAllDecoded(load: Load): Promise<number> {
  const { files, options, progress } = load;
  const paths = [];
  for (const file of files) {
    file.started = nowMicroseconds();
    paths.push({ path: await file.open(), compression: options.compression });
  }
  return loadDecoded(load, {
    paths,
    ignoreHeader: options.load.ignoreHeader,
    origin: (path, line) => ({ file: path, line }),
    onSegment: (segment) => {
      progress.bytesDone = segment.bytesRead;
      progress.filesComplete = segment.filesComplete;
      progress.lines += segment.records;
      progress.currentFile = files[Math.min(segment.filesComplete, files.length - 1)]?.url ?? '';
      for (const file of files) {
        file.lines = segment.linesScanned[file.index] ?? 0;
        if (file.index < segment.filesComplete && !load.errors.full) file.ended ??= nowMicroseconds();
      }
    },
  });
}

/** A file that cannot be read on is an error of the load, and one line of its log. */
async function unreadable(error: unknown, load: Load, context: SessionContext): Promise<Error | undefined> {
  if (!(error instanceof UnreadableFileError)) return undefined;
  const url = load.files[error.file]?.url ?? '';
  load.errors.add({
    file: error.file,
    line: 0,
    column: undefined,
    position: 0,
    code: error.code,
    reason: error.message,
    rawLine: '',
    rawField: '',
  });
  const { queryId, pid } = context.load;
  const place = { queryId, pid, code: error.code, context: `S3 key being read : ${url}` };
  return storageError(error.message, place, unreadableHint(await startOf(load, error.file), load));
}
