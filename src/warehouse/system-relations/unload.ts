import { livePlaceholder } from '#sql/plan.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { ownRows } from '#warehouse/system-relations/fragments.ts';

const files = `(${livePlaceholder('unload_files')}) f`;
const unloads = `(${livePlaceholder('unloads')}) u`;

/** Files that were stored stay listed when the UNLOAD fails afterwards, as they stay in S3. */
const stlColumns = `
    userid         int4       f.user_id
    query          int4       f.query_id
    slice          int4       f.slice
    pid            int4       f.pid
    path           char(1280) f.path
    start_time     timestamp  f.started
    end_time       timestamp  f.ended
    line_count     int8       f.rows
    transfer_size  int8       f.bytes
    file_format    char(10)   f.file_format
    user_query_id  int8       f.query_id
    transaction_id int8       f.transaction_id`;

export const stlUnloadLog = systemRelation({
  name: 'stl_unload_log',
  columns: stlColumns,
  from: `${files} WHERE ${ownRows('f.user_id')}`,
  live: 'unload_files',
});

export const svcsUnloadLog = systemRelation({
  name: 'svcs_unload_log',
  columns: stlColumns,
  from: `${files} WHERE ${ownRows('f.user_id')}`,
  live: 'unload_files',
  note: 'The same rows as STL_UNLOAD_LOG: there are no concurrency-scaling clusters.',
});

export const sysUnloadHistory = systemRelation({
  name: 'sys_unload_history',
  columns: `
    user_id              int4      u.user_id
    query_id             int8      u.query_id
    transaction_id       int8      u.transaction_id
    session_id           int4      u.pid
    database_name        text      u.database_name
    status               text      u.status
    start_time           timestamp u.started
    end_time             timestamp u.ended
    duration             int8      coalesce(epoch_us(u.ended), epoch_us(now())) - epoch_us(u.started)
    file_format          text      u.file_format
    compression_type     text      u.compression
    unloaded_location    text      u.location
    unloaded_rows        int8      u.rows
    unloaded_files_count int8      u.files
    unloaded_files_size  int8      u.bytes
    error_message        text      u.error_message`,
  from: `${unloads} WHERE ${ownRows('u.user_id')}`,
  live: 'unloads',
});

export const sysUnloadDetail = systemRelation({
  name: 'sys_unload_detail',
  columns: `
    user_id        int4       f.user_id
    query_id       int4       f.query_id
    session_id     int4       f.pid
    transaction_id int8       f.transaction_id
    file_name      char(1280) f.path
    start_time     timestamp  f.started
    end_time       timestamp  f.ended
    line_count     int8       f.rows
    transfer_size  int8       f.bytes
    file_format    char(10)   f.file_format`,
  from: `${files} WHERE ${ownRows('f.user_id')}`,
  live: 'unload_files',
});
