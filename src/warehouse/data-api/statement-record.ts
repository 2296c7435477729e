/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export type StatementStatus = 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'ABORTED' | 'FAILED';

export interface Parameter {
  name: string;
  value: string;
}

/** Where statements run, in the words of the request; only one of the two names is there. */
export interface Target {
  clusterIdentifier?: string;
  workgroupName?: string;
  database: string;
  dbUser: string;
  secretArn?: string;
}

/** Who asked. Statements are seen by everyone of their role. */
export interface Owner {
  /** ARN of the user or of the role behind a session. */
  role: string;
  /** ARN of the principal itself. */
  principal: string;
}

/** A column of a result, in the words of the JDBC driver's metadata. */
export interface ColumnMetadata {
  isCaseSensitive: boolean;
  isCurrency: boolean;
  isSigned: boolean;
  label: string;
  name: string;
  nullable: 0 | 1 | 2;
  precision: number;
  scale: number;
  schemaName: string;
  tableName: string;
  typeName: string;
  length: number;
  columnDefault?: string;
}

/** One SQL text of a statement; a batch has several. Times are milliseconds since 1970. */
export interface Part {
  sql: string;
  status: StatementStatus;
  error?: string;
  createdAt: number;
  updatedAt: number;
  /** Nanoseconds; -1 before the end. */
  duration: number;
  /** Rows returned or affected, and bytes of the result; -1 before the end. */
  rows: number;
  size: number;
  /** As in STL_QUERY; -1 where there is none. */
  queryId: number;
  /** Of the result, where the SQL gives one. */
  columns?: ColumnMetadata[];
}

/** What is known of a statement; kept for 24 hours after its end. */
export interface StatementRecord {
  /** UUID. */
  id: string;
  owner: Owner;
  target: Target;
  name?: string;
  parameters?: Parameter[];
  resultFormat: 'JSON' | 'CSV';
  /** Of a batch alone. */
  executionMode?: ExecutionMode;
  sessionId?: string;
  /** An event is asked for at the end. */
  withEvent: boolean;
  status: StatementStatus;
  error?: string;
  createdAt: number;
  updatedAt: number;
  /** Process id of the database session; 0 before there is one. */
  pid: number;
  parts: Part[];
}

export type ExecutionMode = 'TRANSACTION' | 'AUTO_COMMIT';

export function isBatch(record: StatementRecord): boolean {
  return record.executionMode !== undefined;
}

export function isOver(status: StatementStatus): boolean {
  return status === 'FINISHED' || status === 'FAILED' || status === 'ABORTED';
}
