import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until zero-ETL integrations are executed.';

export const svvIntegration = emptyRelation({
  name: 'svv_integration',
  columns: `
    integration_id                    char(128)
    target_database                   char(128)
    source                            char(128)
    state                             char(128)
    current_lag                       int8
    last_replicated_checkpoint        char(128)
    total_tables_replicated           int4
    total_tables_failed               int4
    creation_time                     timestamp
    refresh_interval                  int4
    source_database                   char(128)
    is_history_mode                   bool
    latest_detected_change_time       timestamp
    latest_applied_change_time        timestamp
    latest_shipped_source_commit_time timestamp
    auto_remediation                  bool`,
  note: note,
});

export const svvIntegrationTableState = emptyRelation({
  name: 'svv_integration_table_state',
  columns: `
    integration_id                   char(128)
    target_database                  char(128)
    schema_name                      char(128)
    table_name                       char(128)
    table_state                      char(128)
    table_last_replicated_checkpoint char(128)
    reason                           char(256)
    last_updated_timestamp           timestamp
    table_rows                       int8
    table_size                       int8
    is_history_mode                  bool`,
  note: note,
});

export const svvIntegrationTableMapping = emptyRelation({
  name: 'svv_integration_table_mapping',
  columns: `
    integration_id     char(128)
    source_database    char(128)
    target_database    char(128)
    source_schema_name char(128)
    target_schema_name char(128)
    source_table_name  char(128)
    target_table_name  char(128)
    source_column_name char(128)
    target_column_name char(128)
    source_data_type   char(128)
    target_data_type   char(128)`,
  note: note,
});

export const sysIntegrationActivity = emptyRelation({
  name: 'sys_integration_activity',
  columns: `
    integration_id         char(128)
    target_database        char(128)
    source                 char(128)
    checkpoint_name        char(128)
    checkpoint_type        char(16)
    checkpoint_bytes       int8
    last_commit_timestamp  timestamp
    modified_tables        int4
    integration_start_time timestamp
    integration_end_time   timestamp`,
  note: note,
});

export const sysIntegrationTableActivity = emptyRelation({
  name: 'sys_integration_table_activity',
  columns: `
    integration_id  char(128)
    checkpoint_name char(128)
    target_database char(128)
    schema_name     char(128)
    table_name      char(128)
    table_id        int4
    record_time     timestamp
    transaction_id  int8
    inserted_rows   int8
    deleted_rows    int8
    updated_rows    int8
    bytes_ingested  int8`,
  note: note,
});

export const sysIntegrationTableStateChange = emptyRelation({
  name: 'sys_integration_table_state_change',
  columns: `
    integration_id                   char(128)
    database_name                    char(128)
    schema_name                      char(128)
    table_name                       char(128)
    new_state                        char(128)
    table_last_replicated_checkpoint char(128)
    state_change_reason              char(256)
    record_time                      timestamp`,
  note: note,
});
