import { notSupported } from '#base/errors.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';

/** See LoadContext: of one run of a statement. */
export function loadContext({ core, record, cancellation }: StatementRun): LoadContext {
  const { shared } = core;
  return {
    queryId: record.queryId,
    transactionId: core.currentTransaction.transactionId,
    pid: core.pid,
    signal: cancellation.signal,
    get s3() {
      if (!shared.s3) throw notSupported('S3 in a warehouse that was opened without it');
      return shared.s3;
    },
    log: (name, values) => shared.history.add(name, values),
    showWhileRunning: (state, load) => {
      record.loadState = state;
      if (load) record.load = load;
    },
    showUnload: (rows) => {
      record.unload = rows;
    },
    setLastCopy: (id, count) => {
      core.lastCopy = { id, count };
    },
    setLastUnload: (id, count) => {
      core.lastUnload = { id, count };
    },
    aside: async (work) => {
      const connection = await shared.engine.connect();
      try {
        return await work(connection);
      } finally {
        await connection.close();
      }
    },
  };
}
