import { engineType } from '#sql/engine-type.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * The base relations whose rows live in memory (and in the log database behind it). The STL_, SYS_, STV_ and
 * SVV_ relations are SELECTs over them: `SELECT … FROM (<placeholder>)`, see `livePlaceholder()`. Whoever runs the plan replaces a
 * placeholder by any DuckDB SELECT whose columns are these, in this order and of `engineType()`;
 * `liveSelect()` makes one from rows. All rows of the warehouse are wanted, whoever asks: the relations above
 * filter by user and database. Times are UTC.
 */
export interface LiveRelation {
  columns: readonly LiveColumn[];
}
export interface LiveColumn {
  name: string;
  type: SqlType;
}
/** A value of a live row; times are microseconds since 1970 as bigint. */
export type LiveValue = string | number | bigint | boolean | null;

const bool: SqlType = { name: 'bool' };
const int4: SqlType = { name: 'int4' };
const int8: SqlType = { name: 'int8' };
const text: SqlType = { name: 'text' };
const timestamp: SqlType = { name: 'timestamp' };

const columns = (shape: Record<string, SqlType>): LiveRelation => ({
  columns: Object.entries(shape).map(([name, type]) => ({ name, type })),
});

export const liveRelations = {
  /** Open sessions, the asking one included. The statement and transaction fields are NULL when there is none. */
  sessions: columns({
    pid: int4,
    user_id: int4,
    user_name: text,
    database_name: text,
    started: timestamp,
    /** Seconds; 0 without a time-out. */
    timeout_seconds: int4,
    application_name: text,
    remote_host: text,
    remote_port: text,
    query_id: int8,
    query_text: text,
    query_started: timestamp,
    transaction_id: int8,
    transaction_started: timestamp,
  }),
  /** Sessions open and ended. `status`: active, closed, timed out. `ended` is NULL while it is open. */
  session_history: columns({
    pid: int4,
    user_id: int4,
    user_name: text,
    database_name: text,
    status: text,
    timeout_seconds: int4,
    started: timestamp,
    ended: timestamp,
  }),
  /** Log-ins, failed and successful, and their ends, in the words of SYS_CONNECTION_LOG.event. */
  connections: columns({
    event: text,
    record_time: timestamp,
    remote_host: text,
    remote_port: text,
    pid: int4,
    database_name: text,
    user_name: text,
    auth_method: text,
    /** Microseconds. */
    duration: int8,
    ssl_version: text,
    ssl_cipher: text,
    application_name: text,
    driver_version: text,
    os_version: text,
    plugin_name: text,
    protocol_version: int4,
    /** UUID of the session. */
    session_uuid: text,
  }),
  /** Statements that users sent, running and ended; one row each. Durations are microseconds. */
  statements: columns({
    user_id: int4,
    query_id: int8,
    /** query_group, `default` when unset. */
    label: text,
    transaction_id: int8,
    pid: int4,
    database_name: text,
    /** The words of SYS_QUERY_HISTORY.query_type: SELECT, INSERT, UPDATE, DELETE, COPY, UNLOAD, CTAS, DDL, UTILITY, COMMAND, OTHER. */
    query_type: text,
    /** Which STL log has it: QUERY, DDL or UTILITY. */
    log: text,
    /** running, returning, success, failed, canceled. */
    status: text,
    started: timestamp,
    ended: timestamp,
    planning_time: int8,
    lock_wait_time: int8,
    execution_time: int8,
    returned_rows: int8,
    returned_bytes: int8,
    /** Rows written, and where to; NULL for a statement that writes no table. */
    affected_rows: int8,
    target_oid: int8,
    /** `database.schema.table`. */
    target_name: text,
    error_code: text,
    error_message: text,
    /** Whole text as the client sent it. */
    query_text: text,
  }),
  /** Transactions open and ended. `status`: active, committed, rolledback. */
  transactions: columns({
    transaction_id: int8,
    user_id: int4,
    pid: int4,
    database_name: text,
    /** `Snapshot Isolation` or `Serializable`. */
    isolation_level: text,
    status: text,
    started: timestamp,
    commit_started: timestamp,
    ended: timestamp,
  }),
  /**
   * Table locks held and waited for, and one `relation_oid` NULL row per open transaction.
   * `mode`: AccessShareLock, RowExclusiveLock, ShareRowExclusiveLock, ExclusiveLock, AccessExclusiveLock.
   */
  locks: columns({
    transaction_id: int8,
    transaction_started: timestamp,
    pid: int4,
    user_id: int4,
    user_name: text,
    database_name: text,
    relation_oid: int8,
    mode: text,
    granted: bool,
    /** When it was granted. */
    acquired: timestamp,
  }),
  /** One row per transaction that a 1023 error aborted. */
  conflicts: columns({
    transaction_id: int8,
    pid: int4,
    transaction_started: timestamp,
    aborted: timestamp,
    relation_oid: int8,
  }),
  /** Columns that the late-binding views of the session's database have now; a view that cannot be bound has none. */
  late_binding_columns: columns({
    schema_name: text,
    view_name: text,
    column_name: text,
    type_text: text,
    number: int4,
  }),
  /** COPY statements, running and ended. `status`: running, completed, aborted. */
  loads: columns({
    user_id: int4,
    query_id: int8,
    transaction_id: int8,
    pid: int4,
    database_name: text,
    status: text,
    table_oid: int8,
    table_name: text,
    started: timestamp,
    ended: timestamp,
    /** The s3:// address of the statement. */
    data_source: text,
    /** csv, txt, json, avro, parquet. */
    file_format: text,
    loaded_rows: int8,
    loaded_bytes: int8,
    source_file_count: int4,
    source_file_bytes: int8,
    file_count_scanned: int4,
    file_bytes_scanned: int8,
    error_count: int8,
    /** 0 for a COPY that no job runs. */
    copy_job_id: int8,
  }),
  /** Files of COPY statements that were read to their end. */
  load_files: columns({
    user_id: int4,
    query_id: int8,
    file_name: text,
    bytes_scanned: int8,
    lines_scanned: int8,
    errors: int8,
    started: timestamp,
    ended: timestamp,
    etag: text,
    last_modified: timestamp,
    /** The words of STL_LOAD_COMMITS: Text, JSON, Avro, Parquet. */
    file_format: text,
    copy_job_id: int8,
  }),
  /** Rejected rows. */
  load_errors: columns({
    user_id: int4,
    query_id: int8,
    transaction_id: int8,
    pid: int4,
    database_name: text,
    table_oid: int8,
    /** Of the COPY. */
    started: timestamp,
    file_name: text,
    line_number: int8,
    /** Empty for an error of the whole line. */
    column_name: text,
    column_type: text,
    column_length: text,
    position: int4,
    raw_line: text,
    raw_field_value: text,
    error_code: int4,
    error_reason: text,
    copy_job_id: int8,
  }),
  /** Fields of the first rejected rows of a COPY, up to the bad one. */
  load_error_fields: columns({
    user_id: int4,
    query_id: int8,
    pid: int4,
    started: timestamp,
    file_name: text,
    line_number: int8,
    field: int4,
    column_name: text,
    value: text,
    is_null: int4,
    column_type: text,
    column_length: text,
  }),
  /** Records that ACCEPTINVCHARS changed. */
  load_replacements: columns({
    user_id: int4,
    query_id: int8,
    pid: int4,
    table_oid: int8,
    started: timestamp,
    file_name: text,
    line_number: int8,
    column_name: text,
    raw_line: text,
  }),
  /** How far each running COPY is. */
  load_state: columns({
    user_id: int4,
    query_id: int8,
    pid: int4,
    record_time: timestamp,
    bytes_to_load: int8,
    bytes_loaded: int8,
    bytes_to_load_compressed: int8,
    bytes_loaded_compressed: int8,
    lines: int8,
    num_files: int4,
    num_files_complete: int4,
    current_file: text,
    percent_complete: int4,
  }),
  /** UNLOAD statements, running and ended. `status`: running, completed, aborted. */
  unloads: columns({
    user_id: int4,
    query_id: int8,
    transaction_id: int8,
    pid: int4,
    database_name: text,
    status: text,
    started: timestamp,
    ended: timestamp,
    /** Text, CSV, Parquet, Json. */
    file_format: text,
    /** NONE, GZIP, BZIP2, ZSTD, SNAPPY. */
    compression: text,
    /** The s3:// address of the statement. */
    location: text,
    rows: int8,
    files: int8,
    bytes: int8,
    error_message: text,
  }),
  /** Objects that UNLOAD statements stored. */
  unload_files: columns({
    user_id: int4,
    query_id: int8,
    transaction_id: int8,
    pid: int4,
    slice: int4,
    /** The object's s3:// address. */
    path: text,
    started: timestamp,
    ended: timestamp,
    rows: int8,
    bytes: int8,
    file_format: text,
  }),
  /** What automatic runs of COPY JOBs could not do. */
  copy_job_messages: columns({
    /** The job's owner. */
    user_id: int4,
    job_id: int8,
    job_name: text,
    database_name: text,
    record_time: timestamp,
    message: text,
  }),
  /** Settings of the asking session, as SHOW ALL lists them. `source`: default, session, user. */
  settings: columns({
    name: text,
    setting: text,
    default_setting: text,
    description: text,
    source: text,
  }),
} satisfies Record<string, LiveRelation>;

export type LiveRelationName = keyof typeof liveRelations;

/** DuckDB SELECT of the rows, typed as the live relation's columns; an empty one for no rows. */
export function liveSelect(name: LiveRelationName, rows: readonly (readonly LiveValue[])[]): string {
  const { columns } = liveRelations[name];
  const typed = columns.map((column, i) => `CAST(c${i} AS ${engineType(column.type)}) AS ${column.name}`);
  const names = columns.map((_, i) => `c${i}`).join(', ');
  const values = rows.map((row) => `(${row.map((value, i) => literal(value, columns[i]?.type)).join(', ')})`);
  const source =
    values.length > 0
      ? `VALUES ${values.join(', ')}`
      : `SELECT ${columns.map(() => 'NULL').join(', ')} WHERE false`;
  return `SELECT ${typed.join(', ')} FROM (${source}) AS live(${names})`;
}

function literal(value: LiveValue, type: SqlType | undefined): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return type?.name === 'timestamp' ? `make_timestamp(${value})` : String(value);
}
