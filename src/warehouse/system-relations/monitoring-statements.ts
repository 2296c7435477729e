import { livePlaceholder } from '#sql/plan.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { ownRows } from '#warehouse/system-relations/fragments.ts';

const statements = `(${livePlaceholder('statements')}) s`;
const isRunning = `s.status IN ('running', 'returning')`;
const live = 'statements';

/** Each user statement is one query here: the two number spaces of STL and SYS are one. */
const oneNumberSpace =
  'query ids of STL_ and SYS_ are the same: statements are not rewritten into several queries.';

/** The STL_ logs keep ended statements; a newline is kept as the two characters \n. */
const ended = (log: string): string =>
  `${statements} WHERE s.log IN (${log}) AND NOT ${isRunning} AND ${ownRows('s.user_id')}`;

/** Text in pieces of `size` bytes, numbered from 0. Pieces are cut by character: none is ever torn. */
const pieces = (rows: string, size: number): string => `(
  SELECT s.*, p.sequence, substr(s.flat_text, p.sequence * ${size} + 1, ${size}) AS piece
  FROM (SELECT s.*, replace(s.query_text, chr(10), '\\n') AS flat_text FROM ${rows}) s,
    unnest(range(greatest(1, CAST(ceil(length(s.flat_text) / ${size}) AS BIGINT)))) AS p(sequence)) s`;

export const sysQueryHistory = systemRelation({
  name: 'sys_query_history',
  columns: `
    user_id            int4        s.user_id
    query_id           int8        s.query_id
    query_label        char(320)   s.label
    transaction_id     int8        s.transaction_id
    session_id         int4        s.pid
    database_name      char(128)   s.database_name
    query_type         char(32)    s.query_type
    status             char(10)    s.status
    result_cache_hit   bool        false
    start_time         timestamp   s.started
    end_time           timestamp   s.ended
    elapsed_time       int8        coalesce(epoch_us(s.ended), epoch_us(now())) - epoch_us(s.started)
    queue_time         int8        0
    execution_time     int8        s.execution_time
    error_message      char(512)   s.error_message
    returned_rows      int8        s.returned_rows
    returned_bytes     int8        s.returned_bytes
    query_text         char(4000)  left(replace(s.query_text, chr(10), '\\n'), 4000)
    redshift_version   char(256)   NULL
    usage_limit        char(150)   NULL
    compute_type       varchar(32) 'primary'
    compile_time       int8        0
    planning_time      int8        s.planning_time
    lock_wait_time     int8        s.lock_wait_time
    service_class_id   int4        -1
    service_class_name char(64)    NULL
    query_priority     char(20)    'Normal'
    short_query_accelerated char(10) 'false'
    user_query_hash    char(40)    md5(s.query_text)
    generic_query_hash char(40)    NULL
    query_hash_version int4        NULL
    result_cache_query_id int4     NULL
    username           char(128)   (SELECT name FROM warehouse.catalog.users u WHERE u.id = s.user_id)`,
  from: `${statements} WHERE ${ownRows('s.user_id')}`,
  live,
  note: 'No queueing and no result cache.',
});

export const sysQueryText = systemRelation({
  name: 'sys_query_text',
  columns: `
    user_id        int4       s.user_id
    query_id       int8       s.query_id
    transaction_id int8       s.transaction_id
    session_id     int4       s.pid
    start_time     timestamp  s.started
    sequence       int4       s.sequence
    text           char(4000) s.piece
    query_uuid     char(36)   NULL`,
  from: pieces(`${statements} WHERE ${ownRows('s.user_id')}`, 4000),
  live,
});

export const stlQuery = systemRelation({
  name: 'stl_query',
  columns: `
    userid          int4       s.user_id
    query           int4       s.query_id
    label           char(320)  s.label
    xid             int8       s.transaction_id
    pid             int4       s.pid
    database        char(32)   left(s.database_name, 32)
    querytxt        char(4000) left(replace(s.query_text, chr(10), '\\n'), 4000)
    starttime       timestamp  s.started
    endtime         timestamp  s.ended
    aborted         int4       CASE WHEN s.status = 'success' THEN 0 ELSE 1 END
    insert_pristine int4       0
    concurrency_scaling_status int4 0`,
  from: ended(`'QUERY'`),
  live,
  note: oneNumberSpace,
});

export const stlQuerytext = systemRelation({
  name: 'stl_querytext',
  columns: `
    userid        int4      s.user_id
    xid           int8      s.transaction_id
    pid           int4      s.pid
    query         int4      s.query_id
    sequence      int4      s.sequence
    text          char(200) s.piece
    user_query_id int8      s.query_id
    child_query_sequence int4 1
    query_uuid    char(36)  NULL`,
  from: pieces(ended(`'QUERY'`), 200),
  live,
  note: oneNumberSpace,
});

const textColumns = `
    userid    int4      s.user_id
    xid       int8      s.transaction_id
    pid       int4      s.pid
    label     char(320) s.label
    starttime timestamp s.started
    endtime   timestamp s.ended
    sequence  int4      s.sequence`;

export const stlDdltext = systemRelation({
  name: 'stl_ddltext',
  columns: `${textColumns}\ntext char(200) s.piece`,
  from: pieces(ended(`'DDL'`), 200),
  live,
});

export const stlUtilitytext = systemRelation({
  name: 'stl_utilitytext',
  columns: `${textColumns}\ntext char(200) s.piece`,
  from: pieces(ended(`'UTILITY'`), 200),
  live,
});

const statementtext = {
  columns: `${textColumns}\ntype varchar(10) s.log\ntext char(200) s.piece`,
  from: pieces(ended(`'QUERY', 'DDL', 'UTILITY'`), 200),
  live,
};
export const svlStatementtext = systemRelation({ name: 'svl_statementtext', ...statementtext });
export const svvStatementtext = systemRelation({ name: 'svv_statementtext', ...statementtext });

export const svlQlog = systemRelation({
  name: 'svl_qlog',
  columns: `
    userid       int4      s.user_id
    query        int4      s.query_id
    xid          int8      s.transaction_id
    pid          int4      s.pid
    starttime    timestamp s.started
    endtime      timestamp s.ended
    elapsed      int8      epoch_us(s.ended) - epoch_us(s.started)
    aborted      int4      CASE WHEN s.status = 'success' THEN 0 ELSE 1 END
    label        char(320) s.label
    substring    char(60)  left(replace(s.query_text, chr(10), '\\n'), 60)
    source_query int4      NULL
    concurrency_scaling_status_txt text '0 - Ran on the main cluster'
    from_sp_call int4      NULL`,
  from: ended(`'QUERY'`),
  live,
});

export const stvRecents = systemRelation({
  name: 'stv_recents',
  columns: `
    userid    int4      s.user_id
    status    char(20)  CASE WHEN ${isRunning} THEN 'Running' ELSE 'Done' END
    starttime timestamp s.started
    duration  int4      least(2147483647, coalesce(epoch_us(s.ended), epoch_us(now())) - epoch_us(s.started))
    user_name char(50)  (SELECT name FROM warehouse.catalog.users u WHERE u.id = s.user_id)
    db_name   char(50)  s.database_name
    query     char(600) left(replace(s.query_text, chr(10), '\\n'), 600)
    pid       int4      CASE WHEN ${isRunning} THEN s.pid ELSE -1 END`,
  from: `${statements} WHERE ${ownRows('s.user_id')} ORDER BY s.started DESC LIMIT 200`,
  live,
  note: 'The last 200 statements.',
});

export const stvInflight = systemRelation({
  name: 'stv_inflight',
  columns: `
    userid          int4      s.user_id
    slice           int4      0
    query           int4      s.query_id
    label           char(320) s.label
    xid             int8      s.transaction_id
    pid             int4      s.pid
    starttime       timestamp s.started
    text            char(100) left(replace(s.query_text, chr(10), '\\n'), 100)
    suspended       int4      0
    insert_pristine int4      0
    concurrency_scaling_status int4 0`,
  from: `${statements} WHERE ${isRunning} AND s.log = 'QUERY' AND ${ownRows('s.user_id')}`,
  live,
});

/** One step per statement that wrote a table: clients read a table's last change from it. */
export const sysQueryDetail = systemRelation({
  name: 'sys_query_detail',
  columns: `
    user_id              int4      s.user_id
    query_id             int8      s.query_id
    child_query_sequence int4      1
    stream_id            int4      0
    segment_id           int4      0
    step_id              int4      0
    step_name            text      CASE WHEN s.query_type IN ('DELETE') THEN 'delete' ELSE 'insert' END
    table_id             int4      s.target_oid
    table_name           char(136) s.target_name
    is_rrscan            char(1)   'f'
    start_time           timestamp s.started
    end_time             timestamp s.ended
    duration             int8      epoch_us(s.ended) - epoch_us(s.started)
    alert                text      NULL
    input_bytes          int8      0
    input_rows           int8      s.affected_rows
    output_bytes         int8      0
    output_rows          int8      s.affected_rows
    blocks_read          int8      0
    blocks_write         int8      0
    local_read_io        int8      0
    remote_read_io       int8      0
    source               text      ''
    data_skewness        int4      0
    time_skewness        int4      0
    is_active            char(1)   'f'
    spilled_block_local_disk  int8 0
    spilled_block_remote_disk int8 0
    step_attribute       char(64)  ''
    metrics_level        char(64)  'step'
    plan_parent_id       int4      NULL
    plan_node_id         int4      0`,
  from: `${statements} WHERE s.target_oid IS NOT NULL AND s.status = 'success' AND ${ownRows('s.user_id')}`,
  live,
  note: 'Only the step that writes a table; how the engine reads is not broken down.',
});

const writeColumns = `
    userid    int4      s.user_id
    query     int4      s.query_id
    slice     int4      0
    segment   int4      0
    step      int4      0
    starttime timestamp s.started
    endtime   timestamp s.ended
    tasknum   int4      0
    rows      int8      s.affected_rows
    tbl       int4      s.target_oid`;

const writers = (types: string): string =>
  `${statements} WHERE s.target_oid IS NOT NULL AND s.status = 'success' AND s.query_type IN (${types})
    AND ${ownRows('s.user_id')}`;

export const stlInsert = systemRelation({
  name: 'stl_insert',
  columns: writeColumns,
  from: writers(`'INSERT', 'UPDATE', 'MERGE', 'COPY', 'CTAS'`),
  live,
});

export const stlDelete = systemRelation({
  name: 'stl_delete',
  columns: writeColumns,
  from: writers(`'DELETE', 'UPDATE', 'MERGE'`),
  live,
});

export const stlError = systemRelation({
  name: 'stl_error',
  columns: `
    userid     int4      s.user_id
    process    char(12)  'padbmaster'
    recordtime timestamp s.ended
    pid        int4      s.pid
    errcode    int4      0
    file       char(90)  ''
    linenum    int4      0
    context    char(100) s.error_code
    error      char(512) left(s.error_message, 512)`,
  from: `${statements} WHERE s.status = 'failed' AND ${ownRows('s.user_id')}`,
  live,
  note: 'The SQLSTATE stands in context; errcode, file and line of the server source are not there.',
});
