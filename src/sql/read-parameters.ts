import { integerText } from '#sql/bind/expressions/input/number-text.ts';
import type { SqlType } from '#sql/types.ts';

/**
 * Reads integer parameters before the engine does, with the leader's messages (22P02, 22003): the plan only casts
 * them, which the engine does several times sooner than checking them itself. Other types are checked by the plan.
 */
export function readParameters(
  types: readonly SqlType[],
  parameters: readonly (string | null)[],
): (string | null)[] {
  return parameters.map((value, index) => {
    const name = types[index]?.name;
    const isInteger = name === 'int2' || name === 'int4' || name === 'int8';
    return value !== null && isInteger ? integerText(value, name) : value;
  });
}
