import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until streaming ingestion is executed.';

export const sysStreamScanStates = emptyRelation({
  name: 'sys_stream_scan_states',
  columns: `
    external_schema_name   char(128)
    stream_name            char(255)
    mv_name                char(128)
    transaction_id         int8
    query_id               int8
    record_time            timestamp
    partition_id           char(128)
    latest_position        char(128)
    scanned_rows           int8
    skipped_rows           int8
    scanned_bytes          int8
    stream_record_time_min timestamp
    stream_record_time_max timestamp`,
  note: note,
});

export const sysStreamScanErrors = emptyRelation({
  name: 'sys_stream_scan_errors',
  columns: `
    external_schema_name  char(128)
    stream_name           char(255)
    mv_name               char(128)
    transaction_id        int8
    query_id              int8
    stream_timestamp_type char(1)
    stream_timestamp      timestamp
    record_time           timestamp
    partition_id          char(128)
    position              char(128)
    error_code            int4
    error_reason          char(128)`,
  note: note,
});
