import { aggregateCall } from '#sql/functions/aggregate-call.ts';
import type { BoundArgument, EmitContext } from '#sql/functions/definition.ts';

/**
 * DuckDB text of SUM of a number. Where the value can also be worked out in 64 bits, most rows are, and only
 * those that do not fit take the wide path: the same sum, several times sooner.
 */
export function exactSum({ sql, type, narrow }: BoundArgument, context: EmitContext): string {
  const isPlain = !context.distinct && context.over === '' && context.filter === '';
  if (narrow === undefined || !isPlain || type.name !== 'numeric')
    return aggregateCall('sum', [sql], context);
  const quick = `TRY(${narrow})`;
  const rest = `sum(CASE WHEN ${quick} IS NULL THEN ${sql} END)`;
  const zero = `CAST(0 AS DECIMAL(38,${type.scale}))`;
  // The first part is NULL when no row fits in 64 bits; then the rest is the sum, or NULL too.
  return `coalesce(CAST(sum(${quick}) AS DECIMAL(38,${type.scale})) + coalesce(${rest}, ${zero}), ${rest})`;
}
