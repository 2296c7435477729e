import type { BoundArgument, EmitContext, FunctionDefinition, Overload } from '#sql/functions/definition.ts';
import { float8, int8, typeOf } from '#sql/functions/return-types.ts';
import type { SqlType } from '#sql/types.ts';

function windowFunction(name: string, overload: Overload, more: Partial<FunctionDefinition> = {}) {
  const row: FunctionDefinition = {
    name,
    family: 'window',
    window: true,
    needsOver: true,
    overloads: [overload],
  };
  return { ...row, ...more };
}

function ranking(name: string, returns: SqlType): FunctionDefinition {
  return windowFunction(name, { args: [], returns, emit: (_, context) => `${name}()${context.over}` });
}

/** A call that may skip NULLs: DuckDB takes the words inside the parentheses. */
function navigation(name: string) {
  return (args: BoundArgument[], context: EmitContext) => {
    const nulls = context.nulls === 'ignore' ? ' IGNORE NULLS' : '';
    return `${name}(${args.map((argument) => argument.sql).join(', ')}${nulls})${context.over}`;
  };
}

/** RATIO_TO_REPORT: a double. */
function emitRatio([value]: BoundArgument[], context: EmitContext): string {
  return `(CAST(${value!.sql} AS DOUBLE) / nullif(sum(CAST(${value!.sql} AS DOUBLE))${context.over}, 0))`;
}

export const windowFunctions: FunctionDefinition[] = [
  ranking('row_number', int8),
  ranking('rank', int8),
  ranking('dense_rank', int8),
  ranking('percent_rank', float8),
  ranking('cume_dist', float8),
  windowFunction('ntile', {
    args: ['integer'],
    returns: int8,
    emit: (args, context) => `ntile(${args[0]!.sql})${context.over}`,
  }),
  windowFunction(
    'lag',
    { args: ['any', 'integer'], optional: 1, returns: typeOf(0), emit: navigation('lag') },
    { ignoreNulls: true },
  ),
  windowFunction(
    'lead',
    { args: ['any', 'integer'], optional: 1, returns: typeOf(0), emit: navigation('lead') },
    { ignoreNulls: true },
  ),
  windowFunction(
    'first_value',
    { args: ['any'], returns: typeOf(0), emit: navigation('first_value') },
    { ignoreNulls: true },
  ),
  windowFunction(
    'last_value',
    { args: ['any'], returns: typeOf(0), emit: navigation('last_value') },
    { ignoreNulls: true },
  ),
  windowFunction(
    'nth_value',
    { args: ['any', 'integer'], returns: typeOf(0), emit: navigation('nth_value') },
    { ignoreNulls: true },
  ),
  windowFunction('ratio_to_report', { args: ['number'], returns: float8, emit: emitRatio }),
];
