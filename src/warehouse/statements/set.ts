import { fail, notSupported, sqlState } from '#base/errors.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

type SetSetting = StatementOf<'set'>;

/** SET [SESSION | LOCAL] name TO value (Amazon Redshift, "SET"), and the forms that have their own words. */
export async function set(statement: SetSetting, context: SessionContext): Promise<StatementResult> {
  const { core } = context;
  switch (statement.name) {
    case 'seed':
      await setSeed(statement, context);
      break;
    case 'session_authorization':
      setSessionAuthorization(statement, context);
      break;
    case 'transaction':
    case 'session characteristics':
      setTransaction(statement, context);
      break;
    default:
      if (statement.scope === 'local' && !core.transaction?.explicit && context.run.request.alone) {
        core.warn(sqlState.no_active_sql_transaction, 'SET LOCAL can only be used in transaction blocks');
      }
      core.settings.set(statement.name, statement.value, statement.scope);
  }
  return context.done('SET');
}

/** SET SEED TO n: what RANDOM() starts from. */
async function setSeed(statement: SetSetting, context: SessionContext): Promise<void> {
  const text = statement.value === 'default' ? '' : (statement.value[0] ?? '');
  const seed = Number(text);
  if (text === '' || !(seed >= -1 && seed <= 1)) {
    throw fail('invalid_parameter_value', `invalid value for parameter "seed": "${text}"`);
  }
  await context.core.connection.rows(`SELECT setseed(${seed})`);
}

function setSessionAuthorization(statement: SetSetting, context: SessionContext): void {
  const name = statement.value === 'default' ? context.session.sessionUser.name : statement.value[0];
  if (name === context.session.user.name) return;
  context.requireSuperuser('set session authorization');
  if (name === undefined || !context.catalog.user(name)) {
    throw fail('invalid_parameter_value', `user "${name ?? ''}" does not exist`);
  }
  throw notSupported('SET SESSION AUTHORIZATION of another user', statement.pos);
}

/** SET TRANSACTION … and SET SESSION CHARACTERISTICS AS TRANSACTION …: the access mode counts, the level does not. */
function setTransaction(statement: SetSetting, context: SessionContext): void {
  const { core } = context;
  const modes = statement.value === 'default' ? '' : statement.value.join(' ').toLowerCase();
  const mode = /\bread (only|write)\b/.exec(modes)?.[1];
  if (mode === undefined) return;
  const readOnly = mode === 'only';
  if (statement.name === 'transaction') core.currentTransaction.readOnly = readOnly;
  else core.settings.set('default_transaction_read_only', [readOnly ? 'on' : 'off']);
}
