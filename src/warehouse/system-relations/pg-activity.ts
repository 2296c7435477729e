import { livePlaceholder } from '#sql/plan.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { ownRows } from '#warehouse/system-relations/fragments.ts';

const liveRows = (name: string, alias: string): string => `(${livePlaceholder(name)}) ${alias}`;

export const pgStatActivity = systemRelation({
  name: 'pg_stat_activity',
  columns: `
    datid         oid         d.oid
    datname       name        s.database_name
    procpid       int4        s.pid
    usesysid      int4        s.user_id
    usename       name        s.user_name
    current_query text        CASE WHEN ${ownRows('s.user_id').replace(/\s+/g, ' ')} THEN coalesce(s.query_text, '') ELSE '' END
    query_start   timestamptz s.query_started AT TIME ZONE 'UTC'`,
  from: `${liveRows('sessions', 's')} LEFT JOIN warehouse.catalog.databases d ON d.name = s.database_name`,
  live: 'sessions',
});

export const pgLocks = systemRelation({
  name: 'pg_locks',
  columns: `
    relation    oid  l.relation_oid
    database    oid  CASE WHEN l.relation_oid IS NOT NULL THEN d.oid END
    transaction xid  CASE WHEN l.relation_oid IS NULL THEN l.transaction_id END
    pid         int4 l.pid
    mode        text l.mode
    granted     bool l.granted`,
  from: `${liveRows('locks', 'l')} LEFT JOIN warehouse.catalog.databases d ON d.name = l.database_name`,
  live: 'locks',
});

export const svvTransactions = systemRelation({
  name: 'svv_transactions',
  columns: `
    txn_owner            text      l.user_name
    txn_db               text      l.database_name
    xid                  int8      l.transaction_id
    pid                  int4      l.pid
    txn_start            timestamp l.transaction_started
    lock_mode            text      l.mode
    lockable_object_type text      CASE WHEN l.relation_oid IS NULL THEN 'transactionid' ELSE 'relation' END
    relation             int4      l.relation_oid
    granted              bool      l.granted`,
  from: liveRows('locks', 'l'),
  live: 'locks',
});

export const stvLocks = systemRelation({
  name: 'stv_locks',
  columns: `
    table_id            int8      l.relation_oid
    last_commit         timestamp NULL
    last_update         timestamp NULL
    lock_owner          int8      l.transaction_id
    lock_owner_pid      int8      l.pid
    lock_owner_start_ts timestamp l.acquired
    lock_owner_end_ts   timestamp NULL
    lock_status         char(22)  CASE WHEN l.granted THEN 'Holding write lock' ELSE 'Waiting for write lock' END`,
  from: `${liveRows('locks', 'l')} WHERE l.relation_oid IS NOT NULL AND l.mode <> 'AccessShareLock'`,
  live: 'locks',
});

export const pgSettings = systemRelation({
  name: 'pg_settings',
  columns: `
    name       text s.name
    setting    text s.setting
    category   text ''
    short_desc text s.description
    extra_desc text NULL
    context    text 'user'
    vartype    text 'string'
    source     text s.source
    min_val    text NULL
    max_val    text NULL
    hidden boot_val text s.default_setting
    hidden unit     text NULL`,
  from: liveRows('settings', 's'),
  live: 'settings',
});
