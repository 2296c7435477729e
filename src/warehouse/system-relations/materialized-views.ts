import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty until materialized views are executed.';

export const svvMvInfo = emptyRelation({
  name: 'svv_mv_info',
  columns: `
    database_name char(128)
    schema_name   char(128)
    user_name     char(128)
    name          char(128)
    is_stale      char(1)
    state         int4
    autorewrite   char(1)
    autorefresh   char(1)`,
  note: note,
});

export const stvMvInfo = emptyRelation({
  name: 'stv_mv_info',
  columns: `
    db_name          char(128)
    schema           char(128)
    name             char(128)
    updated_upto_xid int8
    is_stale         char(1)
    owner_user_name  char(128)
    state            int4
    autorefresh      char(1)
    autorewrite      char(1)`,
  note: note,
});

export const sysMvState = emptyRelation({
  name: 'sys_mv_state',
  columns: `
    user_id                  int4
    transaction_id           int8
    event_desc               char(500)
    start_time               timestamp
    base_table_database_name char(128)
    base_table_schema        char(128)
    base_table_name          char(128)
    mv_database_name         char(128)
    mv_schema                char(128)
    mv_name                  char(128)
    mv_state                 char(32)`,
  note: note,
});

export const stvMvDeps = emptyRelation({
  name: 'stv_mv_deps',
  columns: `
    db_name           char(128)
    schema            char(128)
    name              char(128)
    ref_schema        char(128)
    ref_name          char(128)
    ref_database_name char(128)`,
  note: note,
});

export const svvMvDependency = emptyRelation({
  name: 'svv_mv_dependency',
  columns: `
    database_name           char(128)
    schema_name             char(128)
    name                    char(128)
    dependent_database_name char(128)
    dependent_schema_name   char(128)
    dependent_name          char(128)`,
  note: note,
});

export const svlMvRefreshStatus = emptyRelation({
  name: 'svl_mv_refresh_status',
  columns: `
    db_name            char(128)
    userid             int8
    schema_name        char(128)
    mv_name            char(128)
    xid                int8
    starttime          timestamp
    endtime            timestamp
    status             text
    refresh_type       char(32)
    consumer_account   char(12)
    consumer_region    char(32)
    consumer_namespace char(36)`,
  note: note,
});

export const sysMvRefreshHistory = emptyRelation({
  name: 'sys_mv_refresh_history',
  columns: `
    user_id            int4
    session_id         int4
    transaction_id     int8
    database_name      char(128)
    schema_name        char(128)
    mv_id              int8
    mv_name            char(128)
    refresh_type       char(32)
    status             text
    start_time         timestamp
    end_time           timestamp
    duration           int8
    consumer_account   char(12)
    consumer_region    char(32)
    consumer_namespace char(36)`,
  note: note,
});
