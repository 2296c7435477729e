import { notSupported } from '#base/errors.ts';
import type { Binder } from '#sql/bind/binder-interface.ts';
import type { BoundArgument, FunctionDefinition } from '#sql/functions/definition.ts';
import type { Effect } from '#sql/plan.ts';

const effects: Effect['name'][] = ['pg_cancel_backend', 'pg_terminate_backend', 'set_config'];

/** A call that acts outside the data is noted for the executor; its arguments must be known by now. */
export function recordEffect(
  { name }: FunctionDefinition,
  args: BoundArgument[],
  binder: Binder,
  position: number,
): void {
  const effect = effects.find((known) => known === name);
  if (effect === undefined) return;
  const values = args.map(({ literal }) => {
    if (literal === undefined) throw notSupported(`${name} of a value that is not a constant`, position);
    return literal;
  });
  binder.effects.push({ name: effect, args: values });
}
