import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#base/log.ts';
import { Connector } from '#warehouse/data-api/connector.ts';
import { DataApi, type StatementEnded } from '#warehouse/data-api/data-api.ts';
import { type DataApiLimits, documentedLimits } from '#warehouse/data-api/limits.ts';
import type { RowTextOf } from '#warehouse/data-api/results/row-text.ts';
import { isOver } from '#warehouse/data-api/statement-record.ts';
import { StatementStore } from '#warehouse/data-api/statement-store.ts';
import type { Warehouse } from '#warehouse/session-interface.ts';

export interface DataApiOptions {
  warehouse: Warehouse;
  /** Where statements and results are kept; undefined for a throw-away warehouse. */
  dataFolder: string | undefined;
  /** The superuser that makes users for IAM identities. */
  administrator: string;
  rowTextOf: RowTextOf;
  limits?: Partial<DataApiLimits>;
  ended?: StatementEnded;
  log: Log;
}

const sweepMs = 10 * 60_000;

/**
 * Opens the statements of a data folder. What ran when an earlier process ended has failed: whether it was done is for
 * its client to find out, and it is not run again.
 */
export async function openDataApi(options: DataApiOptions): Promise<DataApi & AsyncDisposable> {
  const { dataFolder, warehouse, administrator, rowTextOf, log } = options;
  const folder =
    dataFolder === undefined
      ? await mkdtemp(join(tmpdir(), 'slipher-data-api-'))
      : join(dataFolder, 'data-api');
  const resultsFolder = join(folder, 'results');
  mkdirSync(resultsFolder, { recursive: true, mode: 0o700 });
  const store = new StatementStore(dataFolder === undefined ? undefined : join(folder, 'statements.sqlite'));
  const limits = { ...documentedLimits, ...options.limits };
  failUnfinished(store);
  const sweep = () => removeResults(resultsFolder, new Set(store.forget(Date.now() - limits.keptMs)));
  sweep();
  removeStrays(store, resultsFolder);
  const timer = setInterval(sweep, sweepMs).unref();
  const dataApi = new DataApi({
    store,
    resultsFolder,
    connector: new Connector(warehouse, administrator),
    rowTextOf,
    limits,
    ended: options.ended ?? (() => undefined),
    log,
  });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (dataFolder === undefined) process.on('exit', remove);
  return Object.assign(dataApi, {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await dataApi.close();
      if (dataFolder !== undefined) return;
      process.off('exit', remove);
      remove();
    },
  });
}

function failUnfinished(store: StatementStore): void {
  for (const record of store.unfinished()) {
    const error = 'ERROR: the warehouse stopped while the statement was under way';
    const now = Date.now();
    for (const part of record.parts) {
      if (!isOver(part.status)) Object.assign(part, { status: 'FAILED', error, updatedAt: now });
    }
    store.update({ ...record, status: 'FAILED', error, updatedAt: now });
  }
}

function removeResults(folder: string, ids: ReadonlySet<string>): void {
  if (ids.size === 0) return;
  for (const name of readdirSync(folder)) {
    if (ids.has(name.split('.')[0] ?? '')) rmSync(join(folder, name), { force: true });
  }
}

/** Results of statements that did not finish. */
function removeStrays(store: StatementStore, folder: string): void {
  for (const name of readdirSync(folder)) {
    const [id = ''] = name.split('.');
    if (store.statement(id) === undefined) rmSync(join(folder, name), { force: true });
  }
}
