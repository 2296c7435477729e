import { livePlaceholder } from '#sql/plan.ts';
import { emptyRelation, oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { ownRows } from '#warehouse/system-relations/fragments.ts';
import type { LiveRelationName } from '#warehouse/system-relations/live-relations.ts';

const client = 'Empty: files are read where they lie, without requests.';

const own = (live: LiveRelationName): string => `(${livePlaceholder(live)}) l WHERE ${ownRows('l.user_id')}`;

/** CHAR holds single bytes: other characters are shown as dots. */
const dotted = (text: string, length: number): string =>
  oneLine(`left(regexp_replace(${text}, '[^\\x00-\\x7F]', '.', 'g'), ${length})`);

export const stlLoadErrors = systemRelation({
  name: 'stl_load_errors',
  columns: `
    userid          int4        l.user_id
    slice           int4        0
    tbl             int4        l.table_oid
    starttime       timestamp   l.started
    session         int4        l.pid
    query           int4        l.query_id
    filename        char(256)   left(l.file_name, 256)
    line_number     int8        l.line_number
    colname         char(127)   l.column_name
    type            char(10)    left(l.column_type, 10)
    col_length      char(10)    l.column_length
    position        int4        l.position
    raw_line        char(1024)  ${dotted('l.raw_line', 1024)}
    raw_field_value char(1024)  ${dotted('l.raw_field_value', 1024)}
    err_code        int4        l.error_code
    err_reason      char(100)   left(l.error_reason, 100)
    is_partial      int4        0
    start_offset    int8        0
    copy_job_id     int8        l.copy_job_id`,
  from: own('load_errors'),
  live: 'load_errors',
  note: 'Line numbers are true in split files too. At most 100,000 rows for a COPY.',
});

export const stlLoaderrorDetail = systemRelation({
  name: 'stl_loaderror_detail',
  columns: `
    userid      int4       l.user_id
    slice       int4       0
    session     int4       l.pid
    query       int4       l.query_id
    filename    char(256)  left(l.file_name, 256)
    line_number int8       l.line_number
    field       int4       l.field
    colname     char(1024) l.column_name
    value       char(1024) ${dotted('l.value', 1024)}
    is_null     int4       l.is_null
    type        char(10)   left(l.column_type, 10)
    col_length  char(10)   l.column_length`,
  from: own('load_error_fields'),
  live: 'load_error_fields',
  note: 'Of the first 20 rejected rows of a COPY.',
});

export const stlLoadCommits = systemRelation({
  name: 'stl_load_commits',
  columns: `
    userid        int4       l.user_id
    query         int4       l.query_id
    slice         int4       0
    name          char(256)  left(l.file_name, 256)
    filename      char(256)  left(l.file_name, 256)
    byte_offset   int4       0
    lines_scanned int4       l.lines_scanned
    errors        int4       l.errors
    curtime       timestamp  l.ended
    status        int4       1
    file_format   char(16)   l.file_format
    is_partial    int4       0
    start_offset  int8       0
    copy_job_id   int8       l.copy_job_id`,
  from: own('load_files'),
  live: 'load_files',
  note: 'One row for a file: files are not split.',
});

export const stlReplacements = systemRelation({
  name: 'stl_replacements',
  columns: `
    userid        int4       l.user_id
    query         int4       l.query_id
    slice         int4       0
    tbl           int4       l.table_oid
    starttime     timestamp  l.started
    session       int4       l.pid
    filename      char(256)  left(l.file_name, 256)
    line_number   int8       l.line_number
    colname       char(127)  l.column_name
    raw_line      char(1024) ${dotted('l.raw_line', 1024)}
    user_query_id int8       l.query_id`,
  from: own('load_replacements'),
  live: 'load_replacements',
  note: 'At most 100 rows for a COPY.',
});

export const stlS3client = emptyRelation({
  name: 'stl_s3client',
  columns: `
    userid              int4
    query               int4
    slice               int4
    recordtime          timestamp
    pid                 int4
    http_method         char(64)
    bucket              char(64)
    key                 char(256)
    transfer_size       int8
    data_size           int8
    start_time          int8
    end_time            int8
    transfer_time       int8
    compression_time    int8
    connect_time        int8
    app_connect_time    int8
    retries             int8
    request_id          char(32)
    extended_request_id char(128)
    ip_address          char(64)
    is_partial          int4
    start_offset        int8`,
  note: client,
});

export const stlS3clientError = emptyRelation({
  name: 'stl_s3client_error',
  columns: `
    userid       int4
    query        int4
    sliceid      int4
    recordtime   timestamp
    pid          int4
    http_method  char(64)
    bucket       char(64)
    key          char(256)
    error        char(1024)
    is_partial   int4
    start_offset int8`,
  note: client,
});

export const stvLoadState = systemRelation({
  name: 'stv_load_state',
  columns: `
    userid                   int4      l.user_id
    session                  int4      l.pid
    query                    int4      l.query_id
    slice                    int4      0
    pid                      int4      l.pid
    recordtime               timestamp l.record_time
    bytes_to_load            int8      l.bytes_to_load
    bytes_loaded             int8      l.bytes_loaded
    bytes_to_load_compressed int8      l.bytes_to_load_compressed
    bytes_loaded_compressed  int8      l.bytes_loaded_compressed
    lines                    int4      least(l.lines, 2147483647)
    num_files                int4      l.num_files
    num_files_complete       int4      l.num_files_complete
    current_file             char(256) left(l.current_file, 256)
    pct_complete             int4      l.percent_complete`,
  from: own('load_state'),
  live: 'load_state',
  note: 'As of the moment of asking.',
});

export const sysLoadHistory = systemRelation({
  name: 'sys_load_history',
  columns: `
    user_id            int4       l.user_id
    query_id           int8       l.query_id
    transaction_id     int8       l.transaction_id
    session_id         int4       l.pid
    database_name      text       l.database_name
    status             text       l.status
    table_name         text       l.table_name
    start_time         timestamp  l.started
    end_time           timestamp  l.ended
    duration           int8       coalesce(epoch_us(l.ended), epoch_us(now())) - epoch_us(l.started)
    data_source        text       l.data_source
    file_format        text       l.file_format
    loaded_rows        int8       l.loaded_rows
    loaded_bytes       int8       l.loaded_bytes
    source_file_count  int4       l.source_file_count
    source_file_bytes  int8       l.source_file_bytes
    file_count_scanned int4       l.file_count_scanned
    file_bytes_scanned int8       l.file_bytes_scanned
    error_count        int8       l.error_count
    copy_job_id        int8       l.copy_job_id`,
  from: own('loads'),
  live: 'loads',
});

export const sysLoadDetail = systemRelation({
  name: 'sys_load_detail',
  columns: `
    user_id            int4       l.user_id
    query_id           int4       l.query_id
    file_name          char(256)  left(l.file_name, 256)
    bytes_scanned      int4       least(l.bytes_scanned, 2147483647)
    lines_scanned      int4       least(l.lines_scanned, 2147483647)
    record_time        timestamp  l.ended
    splits_scanned     int4       1
    start_time         timestamp  l.started
    end_time           timestamp  l.ended
    file_etag          char(256)  l.etag
    file_last_modified timestamp  l.last_modified`,
  from: own('load_files'),
  live: 'load_files',
});

export const sysLoadErrorDetail = systemRelation({
  name: 'sys_load_error_detail',
  columns: `
    user_id        int4      l.user_id
    query_id       int8      l.query_id
    transaction_id int8      l.transaction_id
    session_id     int4      l.pid
    database_name  char(64)  l.database_name
    table_id       int4      l.table_oid
    start_time     timestamp l.started
    file_name      char(256) left(l.file_name, 256)
    line_number    int8      l.line_number
    column_name    char(127) l.column_name
    column_type    char(10)  left(l.column_type, 10)
    column_length  char(10)  l.column_length
    position       int4      l.position
    error_code     int4      l.error_code
    error_message  char(512) left(l.error_reason, 512)`,
  from: own('load_errors'),
  live: 'load_errors',
});

export const sysCopyReplacements = systemRelation({
  name: 'sys_copy_replacements',
  columns: `
    user_id     int4       l.user_id
    query_id    int8       l.query_id
    table_id    int4       l.table_oid
    file_name   char(256)  left(l.file_name, 256)
    column_name char(127)  l.column_name
    line_number int8       l.line_number
    raw_line    char(1024) ${dotted('l.raw_line', 1024)}`,
  from: own('load_replacements'),
  live: 'load_replacements',
});

export const sysCopyJob = systemRelation({
  name: 'sys_copy_job',
  columns: `
    job_id           int8      j.id
    job_name         char(128) ${dotted('j.name', 128)}
    iam_role         char(128) ${dotted('j.iam_role', 128)}
    job_text         char(256) ${dotted('j.text', 256)}
    is_auto          int4      CAST(j.auto AS INTEGER)
    on_error_suspend int4      0`,
  from: `warehouse.catalog.copy_jobs j WHERE ${ownRows('j.owner')}`,
});

export const sysCopyJobDetail = systemRelation({
  name: 'sys_copy_job_detail',
  columns: `
    user_id           int4      j.owner
    database_name     text      d.name
    job_id            int4      j.id
    job_name          text      j.name
    file_location     text      j.bucket
    file_name         text      f.key
    file_size         int8      f.size
    file_etag         text      f.etag
    job_text          char(256) ${dotted('j.text', 256)}
    modification_time timestamp f.modified
    enqueue_time      timestamp f.enqueued
    status            char(1)   f.status`,
  from: `warehouse.catalog.copy_job_files f
    JOIN warehouse.catalog.copy_jobs j ON j.id = f.job_id
    JOIN warehouse.catalog.databases d ON d.oid = j.database_oid
    WHERE ${ownRows('j.owner')}`,
  note: 'Status is P, I or E.',
});

export const sysCopyJobInfo = systemRelation({
  name: 'sys_copy_job_info',
  columns: `
    job_id        int8      l.job_id
    job_name      char(128) ${dotted('l.job_name', 128)}
    database_name char(128) ${dotted('l.database_name', 128)}
    record_time   timestamp l.record_time
    message       char(512) ${dotted('l.message', 512)}`,
  from: own('copy_job_messages'),
  live: 'copy_job_messages',
  note: 'A reason for which a job cannot run is told once, not with every try.',
});

export const svvCopyJobIntegrations = systemRelation({
  name: 'svv_copy_job_integrations',
  columns: `
    job_owner     int4 j.owner
    channel_arn   name NULL
    bucket        text j.bucket
    channel_state name 'Established'
    db_name       name d.name
    job_name      text j.name
    job_state     int4 0`,
  from: `warehouse.catalog.copy_jobs j
    JOIN warehouse.catalog.databases d ON d.oid = j.database_oid
    WHERE ${ownRows('j.owner')}`,
  note: 'Jobs hear of new objects without an integration: its ARN is NULL, and every job is established.',
});
