import type { EmitContext, FunctionDefinition, FunctionFamily } from '#sql/functions/definition.ts';
import type { SqlType } from '#sql/types.ts';

/** Makes the rows of a family's functions that take no argument and tell of the session or the clock. */
export function sessionFacts(family: FunctionFamily) {
  return (
    name: string,
    returns: SqlType,
    emit: (context: EmitContext) => string,
    more: Partial<FunctionDefinition> = {},
  ): FunctionDefinition => ({
    name,
    family,
    volatile: true,
    overloads: [{ args: [], returns, emit: (_, context) => emit(context) }],
    ...more,
  });
}
