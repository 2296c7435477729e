import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until COPY is executed.';

export const stlLoadErrors = emptyRelation({
  name: 'stl_load_errors',
  columns: `
    userid          int4
    slice           int4
    tbl             int4
    starttime       timestamp
    session         int4
    query           int4
    filename        char(256)
    line_number     int8
    colname         char(127)
    type            char(10)
    col_length      char(10)
    position        int4
    raw_line        char(1024)
    raw_field_value char(1024)
    err_code        int4
    err_reason      char(100)
    is_partial      int4
    start_offset    int8
    copy_job_id     int8`,
  note: note,
});

export const stlLoaderrorDetail = emptyRelation({
  name: 'stl_loaderror_detail',
  columns: `
    userid      int4
    slice       int4
    session     int4
    query       int4
    filename    char(256)
    line_number int8
    field       int4
    colname     char(1024)
    value       char(1024)
    is_null     int4
    type        char(10)
    col_length  char(10)`,
  note: note,
});

export const stlLoadCommits = emptyRelation({
  name: 'stl_load_commits',
  columns: `
    userid        int4
    query         int4
    slice         int4
    name          char(256)
    filename      char(256)
    byte_offset   int4
    lines_scanned int4
    errors        int4
    curtime       timestamp
    status        int4
    file_format   char(16)
    is_partial    int4
    start_offset  int8
    copy_job_id   int8`,
  note: note,
});

export const stlReplacements = emptyRelation({
  name: 'stl_replacements',
  columns: `
    userid        int4
    query         int4
    slice         int4
    tbl           int4
    starttime     timestamp
    session       int4
    filename      char(256)
    line_number   int8
    colname       char(127)
    raw_line      char(1024)
    user_query_id int8`,
  note: note,
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
  note: note,
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
  note: note,
});

export const stvLoadState = emptyRelation({
  name: 'stv_load_state',
  columns: `
    userid                   int4
    session                  int4
    query                    int4
    slice                    int4
    pid                      int4
    recordtime               timestamp
    bytes_to_load            int8
    bytes_loaded             int8
    bytes_to_load_compressed int8
    bytes_loaded_compressed  int8
    lines                    int4
    num_files                int4
    num_files_complete       int4
    current_file             char(256)
    pct_complete             int4`,
  note: note,
});

export const sysLoadHistory = emptyRelation({
  name: 'sys_load_history',
  columns: `
    user_id            int4
    query_id           int8
    transaction_id     int8
    session_id         int4
    database_name      text
    status             text
    table_name         text
    start_time         timestamp
    end_time           timestamp
    duration           int8
    data_source        text
    file_format        text
    loaded_rows        int8
    loaded_bytes       int8
    source_file_count  int4
    source_file_bytes  int8
    file_count_scanned int4
    file_bytes_scanned int8
    error_count        int8
    copy_job_id        int8`,
  note: note,
});

export const sysLoadDetail = emptyRelation({
  name: 'sys_load_detail',
  columns: `
    user_id            int4
    query_id           int4
    file_name          char(256)
    bytes_scanned      int4
    lines_scanned      int4
    record_time        timestamp
    splits_scanned     int4
    start_time         timestamp
    end_time           timestamp
    file_etag          char(256)
    file_last_modified timestamp`,
  note: note,
});

export const sysLoadErrorDetail = emptyRelation({
  name: 'sys_load_error_detail',
  columns: `
    user_id        int4
    query_id       int8
    transaction_id int8
    session_id     int4
    database_name  char(64)
    table_id       int4
    start_time     timestamp
    file_name      char(256)
    line_number    int8
    column_name    char(127)
    column_type    char(10)
    column_length  char(10)
    position       int4
    error_code     int4
    error_message  char(512)`,
  note: note,
});

export const sysCopyReplacements = emptyRelation({
  name: 'sys_copy_replacements',
  columns: `
    user_id     int4
    query_id    int8
    table_id    int4
    file_name   char(256)
    column_name char(127)
    line_number int8
    raw_line    char(1024)`,
  note: note,
});

export const sysCopyJob = emptyRelation({
  name: 'sys_copy_job',
  columns: `
    job_id           int8
    job_name         char(128)
    iam_role         char(128)
    job_text         char(256)
    is_auto          int4
    on_error_suspend int4`,
  note: note,
});

export const sysCopyJobDetail = emptyRelation({
  name: 'sys_copy_job_detail',
  columns: `
    user_id           int4
    database_name     text
    job_id            int4
    job_name          text
    file_location     text
    file_name         text
    file_size         int8
    file_etag         text
    job_text          char(256)
    modification_time timestamp
    enqueue_time      timestamp
    status            char(1)`,
  note: note,
});

export const sysCopyJobInfo = emptyRelation({
  name: 'sys_copy_job_info',
  columns: `
    job_id        int8
    job_name      char(128)
    database_name char(128)
    record_time   timestamp
    message       char(512)`,
  note: note,
});
