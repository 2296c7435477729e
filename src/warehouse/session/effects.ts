import { fail } from '#base/errors.ts';
import type { Effect } from '#sql/plan.ts';
import type { StatementRun } from '#warehouse/session/statement-run.ts';
import { settingItems } from '#warehouse/settings/definitions.ts';

/** Does what the functions of a query do besides returning a value. */
export function applyEffects(run: StatementRun, effects: Effect[]): void {
  for (const effect of effects) applyEffect(run, effect);
}

function applyEffect({ core }: StatementRun, { name, args }: Effect): void {
  const { sessions } = core.shared;
  switch (name) {
    case 'pg_cancel_backend':
      sessions.cancelFor(core, Number(args[0]));
      return;
    case 'pg_terminate_backend':
      sessions.terminateFor(core, Number(args[0]));
      return;
    case 'set_config': {
      const [setting, value, local] = args;
      if (setting === null || setting === undefined) {
        throw fail('invalid_parameter_value', 'SET requires parameter name');
      }
      const scope = /^t/i.test(local ?? '') ? 'local' : 'session';
      const items = value === null || value === undefined ? 'default' : settingItems(setting, value);
      core.settings.set(setting, items, scope);
    }
  }
}
