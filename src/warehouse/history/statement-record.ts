import type { LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** What the logs know of one statement. */
export interface StatementRecord {
  readonly queryId: bigint;
  readonly pid: number;
  readonly userId: number;
  readonly database: string;
  readonly label: string;
  readonly transactionId: bigint | undefined;
  readonly queryType: QueryType;
  readonly log: 'query' | 'ddl' | 'utility';
  readonly text: string;
  /** µs since 1970. */
  readonly started: bigint;
  ended: bigint | undefined;
  status: 'running' | 'returning' | 'success' | 'failed' | 'canceled';
  planningUs: bigint;
  lockWaitUs: bigint;
  returnedRows: bigint;
  affectedRows: bigint | undefined;
  target: { oid: number; name: string } | undefined;
  error: { code: string; message: string } | undefined;
  tag: string;
  /** Rows of STV_LOAD_STATE while it runs (COPY). */
  loadState?: () => LiveValue[][];
  /** Its row of SYS_LOAD_HISTORY while it runs (COPY). */
  load?: () => LiveValue[][];
  /** Its row of SYS_UNLOAD_HISTORY while it runs (UNLOAD). */
  unload?: () => LiveValue[][];
}

/** The words of SYS_QUERY_HISTORY.query_type. */
export type QueryType =
  | 'SELECT'
  | 'INSERT'
  | 'UPDATE'
  | 'DELETE'
  | 'COPY'
  | 'UNLOAD'
  | 'CTAS'
  | 'DDL'
  | 'UTILITY'
  | 'COMMAND'
  | 'OTHER';
