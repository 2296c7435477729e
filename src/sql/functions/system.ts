import { fail } from '#base/errors.ts';
import type { BoundArgument, EmitContext, FunctionDefinition } from '#sql/functions/definition.ts';
import { int4, int8, longVarchar, nameType, varchar } from '#sql/functions/return-types.ts';
import { sessionFacts } from '#sql/functions/session-facts.ts';
import { quoteLiteral } from '#sql/quote.ts';

/** What clients parse: tools look for `PostgreSQL 8.0.2` and `Redshift <number>`. */
export const versionText =
  'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.103840';

const fact = sessionFacts('system');

function emitSetting([name]: BoundArgument[], context: EmitContext): string {
  const value = context.setting((name!.literal ?? '').toLowerCase());
  if (value === undefined) {
    throw fail('undefined_object', `unrecognized configuration parameter "${name!.literal}"`);
  }
  return quoteLiteral(value);
}

export const systemFunctions: FunctionDefinition[] = [
  fact('current_user', nameType, ({ session }) => quoteLiteral(session.user.name), { aliases: ['user'] }),
  fact('session_user', nameType, ({ session }) => quoteLiteral(session.sessionUser.name)),
  fact('current_user_id', int4, ({ session }) => String(session.user.id)),
  fact('current_database', nameType, ({ session }) => quoteLiteral(session.database), { leaderOnly: true }),
  fact(
    'current_schema',
    nameType,
    ({ session }) =>
      session.searchPath[0] === undefined ? 'CAST(NULL AS VARCHAR)' : quoteLiteral(session.searchPath[0]),
    { leaderOnly: true },
  ),
  fact('version', varchar(256), () => quoteLiteral(versionText), { leaderOnly: true, volatile: false }),
  fact('pg_backend_pid', int4, ({ session }) => String(session.pid)),
  fact('pg_last_query_id', int8, ({ session }) => `CAST(${session.lastQueryId} AS BIGINT)`),
  fact('pg_last_copy_id', int8, ({ session }) => `CAST(${session.lastCopyId} AS BIGINT)`),
  fact('pg_last_copy_count', int8, ({ session }) => `CAST(${session.lastCopyCount} AS BIGINT)`),
  fact('pg_last_unload_id', int8, ({ session }) => `CAST(${session.lastUnloadId} AS BIGINT)`),
  fact('pg_last_unload_count', int8, ({ session }) => `CAST(${session.lastUnloadCount} AS BIGINT)`),
  fact('slice_num', int4, () => '0', { volatile: false, note: 'There is one slice.' }),
  {
    name: 'current_setting',
    family: 'system',
    volatile: true,
    overloads: [{ args: ['literal'], returns: longVarchar, emit: emitSetting }],
  },
  {
    name: 'set_config',
    family: 'system',
    volatile: true,
    overloads: [{ args: ['literal', 'literal', 'bool'], returns: longVarchar, emit: '{1}' }],
  },
  signal('pg_cancel_backend'),
  signal('pg_terminate_backend'),
];

/** The session is signalled before the query runs; the answer is 1, as Redshift gives it. */
function signal(name: string): FunctionDefinition {
  return {
    name,
    family: 'system',
    volatile: true,
    overloads: [{ args: ['int4'], returns: int4, emit: '1' }],
  };
}
