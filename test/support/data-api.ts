import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  DescribeStatementCommand,
  type DescribeStatementCommandOutput,
  ExecuteStatementCommand,
  type ExecuteStatementCommandInput,
  type Field,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import { type RunningServer, startServer } from './server.ts';

/** A Slipher in a process of its own with AWS's client of its Data API. */
export class TestDataApi implements AsyncDisposable {
  readonly server: RunningServer;
  readonly client: RedshiftDataClient;

  static async start(options?: string[]): Promise<TestDataApi> {
    return new TestDataApi(await startServer(options));
  }

  private constructor(server: RunningServer) {
    this.server = server;
    this.client = this.clientOf(server.aws);
  }

  clientOf(key: { accessKeyId: string; secretAccessKey: string }): RedshiftDataClient {
    const { endpoint, region } = this.server.aws;
    const { accessKeyId, secretAccessKey } = key;
    return new RedshiftDataClient({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
    });
  }

  /** Gives a statement and waits for its end; on the cluster `default` unless told otherwise. */
  async run(sql: string, more: Partial<ExecuteStatementCommandInput> = {}): Promise<Ended> {
    const where = more.SessionId ? {} : { ClusterIdentifier: 'default', Database: 'dev' };
    const begun = await this.client.send(new ExecuteStatementCommand({ ...where, Sql: sql, ...more }));
    return { ...(await this.end(begun.Id ?? '')), begun };
  }

  async batch(sqls: string[], more: Partial<BatchExecuteStatementCommandInput> = {}): Promise<Ended> {
    const where = more.SessionId ? {} : { ClusterIdentifier: 'default', Database: 'dev' };
    const begun = await this.client.send(new BatchExecuteStatementCommand({ ...where, Sqls: sqls, ...more }));
    return { ...(await this.end(begun.Id ?? '')), begun };
  }

  async end(id: string): Promise<DescribeStatementCommandOutput> {
    for (;;) {
      const told = await this.client.send(new DescribeStatementCommand({ Id: id, WaitTimeSeconds: 30 }));
      if (['FINISHED', 'FAILED', 'ABORTED'].includes(told.Status ?? '')) return told;
    }
  }

  /** All rows of a result, page by page. */
  async records(id: string | undefined): Promise<Field[][]> {
    const rows: Field[][] = [];
    let token: string | undefined;
    do {
      const page = await this.client.send(new GetStatementResultCommand({ Id: id, NextToken: token }));
      rows.push(...(page.Records ?? []));
      token = page.NextToken;
    } while (token !== undefined);
    return rows;
  }

  /** Rows of a statement that must succeed, their values alone. */
  async rows(sql: string, more: Partial<ExecuteStatementCommandInput> = {}): Promise<unknown[][]> {
    const ended = await this.run(sql, more);
    if (ended.Status !== 'FINISHED') throw new Error(`${ended.Status}: ${ended.Error}`);
    if (!ended.HasResultSet) return [];
    return (await this.records(ended.Id)).map((row) => row.map(fieldValue));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.server[Symbol.asyncDispose]();
  }
}

export type Ended = DescribeStatementCommandOutput & {
  begun: { SessionId?: string | undefined; DbUser?: string | undefined };
};

/** Runs so long that a test finds it running. */
export const endless = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10)
  select a.i, 'some text that fills the row' as t from n a, n b, n c, n d, n e, n f, n g`;

/** The one value of a field; null for NULL. */
export function fieldValue(field: Field): unknown {
  const [[kind, value] = []] = Object.entries(field);
  return kind === 'isNull' ? null : value;
}
