import { sessionRow, statementRow, transactionRow } from '#warehouse/history/rows.ts';
import { lockModeNames } from '#warehouse/locks/lock-mode.ts';
import { lateBindingColumns } from '#warehouse/session/late-binding-columns.ts';
import type { SessionCore } from '#warehouse/session/session-core.ts';
import type { Shared } from '#warehouse/session/shared.ts';
import type { SessionTransaction } from '#warehouse/session/transaction.ts';
import type { LiveRelationName, LiveValue } from '#warehouse/system-relations/live-relations.ts';

/** What goes on now, as rows of a live relation: open sessions, running statements, open transactions, locks. */
export function liveRows(name: LiveRelationName, shared: Shared, asking: SessionCore): LiveValue[][] {
  const sessions = [...shared.sessions.all()].map(({ core }) => core);
  const open = sessions.flatMap(({ transaction }) => (transaction ? [transaction] : []));
  switch (name) {
    case 'sessions':
      return sessions.map(activity);
    case 'session_history':
      return sessions.map((core) => sessionRow(core, 'active', null));
    case 'statements':
      return sessions.flatMap((core) => (core.running ? [statementRow(core.running)] : []));
    case 'transactions':
      return open.map((transaction) => {
        const isolation = transaction.catalog.database(transaction.facts.database)?.isolation ?? 'snapshot';
        return transactionRow(transaction, isolation, 'active', null);
      });
    case 'locks':
      return [...lockRows(shared, sessions), ...open.map((own) => transactionLock(own, sessions))];
    case 'loads':
      return sessions.flatMap((core) => core.running?.load?.() ?? []);
    case 'load_state':
      return sessions.flatMap((core) => core.running?.loadState?.() ?? []);
    case 'unloads':
      return sessions.flatMap((core) => core.running?.unload?.() ?? []);
    case 'late_binding_columns':
      return lateBindingColumns(asking);
    case 'settings':
      return settingRows(asking);
    default:
      return [];
  }
}

function activity(core: SessionCore): LiveValue[] {
  const { request, running, transaction } = core;
  return [
    core.pid,
    core.userId,
    request.user,
    core.database,
    core.started,
    core.timeoutSeconds,
    core.settings.get('application_name') ?? '',
    request.peer.remoteHost,
    String(request.peer.remotePort),
    running?.queryId ?? null,
    running?.text ?? null,
    running?.started ?? null,
    transaction?.transactionId ?? null,
    transaction?.started ?? null,
  ];
}

function* lockRows(shared: Shared, sessions: SessionCore[]): Iterable<LiveValue[]> {
  for (const { owner, relationOid, mode, granted, acquired } of shared.locks.rows()) {
    const transaction = sessions.find((core) => core.transaction === owner)?.transaction;
    if (!transaction) continue;
    const who = holder(transaction, sessions);
    yield [...who, BigInt(relationOid), lockModeNames[mode], granted, acquired ?? null];
  }
}

/** Every open transaction holds the lock on itself. */
function transactionLock(transaction: SessionTransaction, sessions: SessionCore[]): LiveValue[] {
  return [...holder(transaction, sessions), null, 'ExclusiveLock', true, transaction.started];
}

function holder(transaction: SessionTransaction, sessions: SessionCore[]): LiveValue[] {
  const user = sessions.find((core) => core.transaction === transaction)?.request.user ?? null;
  const { transactionId, started, pid, facts } = transaction;
  return [transactionId, started, pid, facts.userId, user, facts.database];
}

function settingRows(core: SessionCore): LiveValue[][] {
  return core.settings
    .all()
    .map((setting) => [
      setting.name,
      setting.value,
      setting.default,
      setting.description,
      core.settings.source(setting.name),
    ]);
}
