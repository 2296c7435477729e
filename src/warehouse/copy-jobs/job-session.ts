import type { CopyJobRow } from '#warehouse/catalog-interface.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import { openSession } from '#warehouse/session/open-session.ts';
import type { WarehouseSession } from '#warehouse/session/session.ts';
import type { Shared } from '#warehouse/session/shared.ts';

/** A session of the job's owner in the job's database, without a client. */
export async function openJobSession(shared: Shared, job: CopyJobRow): Promise<WarehouseSession> {
  const catalog = shared.catalog.begin();
  const owner = catalog.userById(job.owner);
  const database = [...catalog.databases()].find(({ oid }) => oid === job.databaseOid);
  if (!owner || !database) throw new Error(`the owner or the database of job ${job.name} is gone`);
  return openSession(shared, {
    user: owner.name,
    database: database.name,
    applicationName: `copy job ${job.name}`,
    settings: {},
    internal: true,
    peer: {
      remoteHost: '',
      remotePort: 0,
      driverVersion: '',
      osVersion: '',
      pluginName: '',
      protocolVersion: 0,
      authMethod: '',
      sslVersion: '',
      sslCipher: '',
    },
    onNotice: () => undefined,
    onParameterStatus: () => undefined,
    onTerminate: () => undefined,
  });
}

/** Changes what is known of the job's files: a transaction with the job's lock. Nothing happens when the job is gone. */
export async function withJobLocked(
  { core }: WarehouseSession,
  job: CopyJobRow,
  signal: AbortSignal,
  work: (engine: EngineConnection) => Promise<void>,
): Promise<void> {
  try {
    const transaction = core.ensureTransaction();
    await core.shared.locks.acquire(transaction, job.id, 'write', signal);
    if (core.catalog.copyJobById(job.id)) {
      await transaction.beginEngine();
      await work(core.connection);
    }
    await core.commit();
  } catch (error) {
    await core.rollback();
    throw core.named(error);
  }
}
