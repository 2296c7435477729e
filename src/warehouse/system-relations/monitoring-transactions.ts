import { livePlaceholder } from '#sql/plan.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';

export const sysTransactionHistory = systemRelation({
  name: 'sys_transaction_history',
  columns: `
    user_id                int4      t.user_id
    transaction_id         int8      t.transaction_id
    isolation_level        text      t.isolation_level
    status                 text      t.status
    transaction_start_time timestamp t.started
    commit_start_time      timestamp t.commit_started
    commit_end_time        timestamp CASE WHEN t.status = 'committed' THEN t.ended END
    blocks_committed       int8      0
    undo_transaction_id    int8      -1`,
  from: `(${livePlaceholder('transactions')}) t WHERE :superuser AND t.status <> 'active'`,
  live: 'transactions',
});

export const stlTrConflict = systemRelation({
  name: 'stl_tr_conflict',
  columns: `
    xact_id       int8      c.transaction_id
    process_id    int8      c.pid
    xact_start_ts timestamp c.transaction_started
    abort_time    timestamp c.aborted
    table_id      int8      c.relation_oid`,
  from: `(${livePlaceholder('conflicts')}) c WHERE :superuser`,
  live: 'conflicts',
});
