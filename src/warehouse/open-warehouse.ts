import { mkdirSync } from 'node:fs';
import type { Log } from '#base/log.ts';
import { Catalog } from '#warehouse/catalog/catalog.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { S3Services } from '#warehouse/copy/s3-services.ts';
import type { CopyJobTimes } from '#warehouse/copy-jobs/copy-job-times.ts';
import { folderHeldByEngine, lockDataFolder } from '#warehouse/engine/data-folder-lock.ts';
import { EngineInstance } from '#warehouse/engine/instance.ts';
import { History } from '#warehouse/history/history.ts';
import { LogStore } from '#warehouse/history/log-store.ts';
import { LocalWarehouse } from '#warehouse/local-warehouse.ts';
import { LockTable } from '#warehouse/locks/lock-table.ts';
import { Sessions } from '#warehouse/session/sessions.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import { TableWrites } from '#warehouse/session/table-writes.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { findSystemRelation, toRelation } from '#warehouse/system-relations/lookup.ts';
import { verifierOf } from '#warehouse/users/password-forms.ts';

export interface WarehouseOptions {
  /** Created when missing; one process at a time may hold it. Not used with `ephemeral`. */
  dataFolder?: string;
  /** Everything in memory, gone when the warehouse closes. */
  ephemeral: boolean;
  /** The first user, and its password at every start. */
  user: string;
  password: string;
  /** Of the engine, as it reads it: `4GB`, `80%`. */
  memoryLimit?: string;
  maxConnections?: number;
  /**
   * S3 and the account that COPY and UNLOAD use; without it they are refused. What lies in the data folder too is
   * opened by the call, once the folder is held.
   */
  s3?: S3Services | (() => Promise<S3Services>);
  copyJobTimes?: Partial<CopyJobTimes>;
  log: Log;
}

/** Redshift's own limit of connections to one cluster. */
const connectionsMax = 2000;

/** Opens the data folder, or a warehouse in memory. Throws when another process holds the folder. */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  const dataFolder = options.ephemeral ? undefined : (options.dataFolder ?? 'slipher-data');
  if (dataFolder !== undefined) mkdirSync(dataFolder, { recursive: true });
  const release = dataFolder === undefined ? () => undefined : lockDataFolder(dataFolder);
  try {
    const s3 = typeof options.s3 === 'function' ? await options.s3() : options.s3;
    const engine = await EngineInstance.open({
      dataFolder,
      memoryLimit: options.memoryLimit,
      folders: s3?.folders ?? [],
    });
    return await assemble(engine, options, s3, release);
  } catch (error) {
    release();
    throw (dataFolder !== undefined && folderHeldByEngine(dataFolder, error)) || error;
  }
}

async function assemble(
  engine: EngineInstance,
  options: WarehouseOptions,
  s3: S3Services | undefined,
  release: () => void,
): Promise<Warehouse> {
  const first = { name: options.user, verifier: verifierOf(options.password, options.user) };
  const connection = await engine.connect();
  const catalog = await Catalog.open(connection, {
    firstUser: first,
    systemRelations: { find: findSystemRelation, toRelation },
  });
  await connection.close();
  const store = await LogStore.open(await engine.connect(), options.log);
  const history = new History(store);
  let transactionId = await store.highest('transactions', 'transaction_id');
  let queryId = await store.highest('statements', 'query_id');
  const shared: Shared = {
    engine,
    catalog,
    locks: new LockTable(nowMicroseconds),
    sessions: new Sessions(),
    history,
    s3,
    log: options.log,
    nextTransactionId: () => ++transactionId,
    nextQueryId: () => ++queryId,
    tableWrites: new TableWrites(),
    lastWriters: new Map(),
  };
  history.observe(shared);
  const warehouse = new LocalWarehouse(shared, options.maxConnections ?? connectionsMax, release);
  await warehouse.setFirstPassword(first);
  if (s3) startCopyJobs(warehouse, shared, s3, options.copyJobTimes);
  return warehouse;
}

/** The runner's code is loaded when there is a job to run: at the start, or when the first one is made. */
function startCopyJobs(
  warehouse: LocalWarehouse,
  shared: Shared,
  s3: S3Services,
  times: WarehouseOptions['copyJobTimes'],
): void {
  const start = () => {
    warehouse.copyJobs ??= import('#warehouse/copy-jobs/copy-job-runner.ts').then(
      ({ CopyJobRunner }) => new CopyJobRunner(shared, s3, times),
    );
  };
  const { done } = shared.catalog.begin().copyJobs()[Symbol.iterator]().next();
  if (done) shared.catalog.onCopyJobs(start);
  else start();
}
