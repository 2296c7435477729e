import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until UNLOAD is executed.';

export const stlUnloadLog = emptyRelation({
  name: 'stl_unload_log',
  columns: `
    userid         int4
    query          int4
    slice          int4
    pid            int4
    path           char(1280)
    start_time     timestamp
    end_time       timestamp
    line_count     int8
    transfer_size  int8
    file_format    char(10)
    user_query_id  int8
    transaction_id int8`,
  note: note,
});

export const svcsUnloadLog = emptyRelation({
  name: 'svcs_unload_log',
  columns: `
    userid         int4
    query          int4
    slice          int4
    pid            int4
    path           char(1280)
    start_time     timestamp
    end_time       timestamp
    line_count     int8
    transfer_size  int8
    file_format    char(10)
    user_query_id  int8
    transaction_id int8`,
  note: note,
});

export const sysUnloadHistory = emptyRelation({
  name: 'sys_unload_history',
  columns: `
    user_id              int4
    query_id             int8
    transaction_id       int8
    session_id           int4
    database_name        text
    status               text
    start_time           timestamp
    end_time             timestamp
    duration             int8
    file_format          text
    compression_type     text
    unloaded_location    text
    unloaded_rows        int8
    unloaded_files_count int8
    unloaded_files_size  int8
    error_message        text`,
  note: note,
});

export const sysUnloadDetail = emptyRelation({
  name: 'sys_unload_detail',
  columns: `
    user_id        int4
    query_id       int4
    session_id     int4
    transaction_id int8
    file_name      char(1280)
    start_time     timestamp
    end_time       timestamp
    line_count     int8
    transfer_size  int8
    file_format    char(10)`,
  note: note,
});
