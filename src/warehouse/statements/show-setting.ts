import { fail } from '#base/errors.ts';
import type { OutputColumn } from '#sql/plan.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { SessionContext } from '#warehouse/session/context.ts';
import { findSetting } from '#warehouse/settings/definitions.ts';
import type { StatementOf } from '#warehouse/statements/statement-kind.ts';

type ShowSetting = StatementOf<'show'>;

/** SHOW name, SHOW ALL (Amazon Redshift, "SHOW"). */
export async function showSetting(statement: ShowSetting, context: SessionContext): Promise<StatementResult> {
  const { settings, transaction } = context.core;
  if (statement.name === 'all') {
    const rows = settings.all().map(({ name, value }) => [name, value]);
    return context.rows(showColumns(statement), rows);
  }
  const name = findSetting(statement.name)?.name ?? statement.name;
  const value =
    name === 'transaction_read_only' ? (transaction?.readOnly ? 'on' : 'off') : settings.get(name);
  if (value === undefined) {
    throw fail('undefined_object', `unrecognized configuration parameter "${statement.name}"`);
  }
  return context.rows(showColumns(statement), [[value]]);
}

export function showColumns({ name }: ShowSetting): OutputColumn[] {
  const text = (column: string): OutputColumn => ({ name: column, type: { name: 'text' } });
  return name === 'all' ? [text('name'), text('setting')] : [text(findSetting(name)?.name ?? name)];
}
