import { createLog } from '#base/log.ts';
import { openWarehouse, type WarehouseOptions } from '#warehouse/open-warehouse.ts';
import type { RowBatch, StatementResult } from '#warehouse/result.ts';
import type { Notice, Session, SessionRequest, Warehouse } from '#warehouse/session-interface.ts';
import { columnText } from './column-text.ts';

export type Row = (string | null)[];

/** A warehouse in memory; close it after the test. */
export function openTestWarehouse(options: Partial<WarehouseOptions> = {}): Promise<Warehouse> {
  const log = createLog('warn', false);
  return openWarehouse({ ephemeral: true, user: 'awsuser', password: 'Secret123', log, ...options });
}

/** A session with what it told its client. */
export class TestClient {
  readonly session: Session;
  readonly notices: Notice[];
  readonly statuses: [string, string][];
  readonly ended: Error[];

  static async open(warehouse: Warehouse, request: Partial<SessionRequest> = {}): Promise<TestClient> {
    const notices: Notice[] = [];
    const statuses: [string, string][] = [];
    const ended: Error[] = [];
    const session = await warehouse.openSession({
      user: 'awsuser',
      database: 'dev',
      applicationName: '',
      settings: {},
      peer: {
        remoteHost: '127.0.0.1',
        remotePort: 1,
        driverVersion: '',
        osVersion: '',
        pluginName: '',
        protocolVersion: 0,
        authMethod: 'md5',
        sslVersion: '',
        sslCipher: '',
      },
      onNotice: (notice) => notices.push(notice),
      onParameterStatus: (name, value) => statuses.push([name, value]),
      onTerminate: (error) => ended.push(error),
      ...request,
    });
    return new TestClient(session, notices, statuses, ended);
  }

  private constructor(session: Session, notices: Notice[], statuses: [string, string][], ended: Error[]) {
    this.session = session;
    this.notices = notices;
    this.statuses = statuses;
    this.ended = ended;
  }

  /** Runs a simple query string; the tags of its statements. */
  async run(text: string): Promise<string[]> {
    return (await this.results(text)).map((result) => result.tag);
  }

  /** Rows of the last statement, as text. */
  async rows(text: string): Promise<Row[]> {
    return (await this.results(text)).at(-1)?.rows ?? [];
  }

  /** The one value of a query. */
  async value(text: string): Promise<string | null | undefined> {
    return (await this.rows(text))[0]?.[0];
  }

  async results(text: string): Promise<{ tag: string; rows: Row[] }[]> {
    const results = [];
    for await (const result of this.session.run(text)) {
      const rows = await readRows(result);
      results.push({ tag: result.tag(), rows });
    }
    return results;
  }

  /** As a driver does: prepare, execute, sync. */
  async execute(text: string, parameters: (string | null)[] = []): Promise<{ tag: string; rows: Row[] }> {
    try {
      const statement = await this.session.prepare(text, []);
      const result = await this.session.execute(statement, parameters);
      const rows = await readRows(result);
      await this.session.sync(false);
      return { tag: result.tag(), rows };
    } catch (error) {
      await this.session.sync(true);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.session[Symbol.asyncDispose]();
  }
}

export async function readRows(result: StatementResult): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of result.batches) rows.push(...batchRows(result, batch));
  return rows;
}

/** Rows of a batch as text, in the engine's own plain forms. */
export function batchRows(result: StatementResult, batch: RowBatch): Row[] {
  const { columns = [] } = result;
  return Array.from({ length: batch.rowCount }, (_, row) =>
    batch.columns.map((vector, index) => columnText(vector, columns[index]!.type, row)),
  );
}
