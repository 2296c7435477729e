import type { Binder } from '#sql/bind/binder-interface.ts';

/** Whether a boolean session setting is on. */
export function isOn(binder: Binder, name: string): boolean {
  return /^(on|true|1|yes|t|y)$/i.test(binder.context.session.setting(name) ?? '');
}
