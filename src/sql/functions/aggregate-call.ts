import type { EmitContext } from '#sql/functions/definition.ts';

/**
 * DuckDB text of an aggregate or window call with everything that may follow it: DISTINCT and ORDER BY inside
 * the parentheses, FILTER and OVER after them.
 */
export function aggregateCall(name: string, args: string[], context: EmitContext): string {
  const distinct = context.distinct ? 'DISTINCT ' : '';
  const orderBy = context.orderBy === '' ? '' : ` ORDER BY ${context.orderBy}`;
  return `${name}(${distinct}${args.join(', ')}${orderBy})${context.filter}${context.over}`;
}

/** The same without DISTINCT and ORDER BY, for calls where they make no difference. */
export function plainAggregateCall(name: string, args: string[], context: EmitContext): string {
  return `${name}(${args.join(', ')})${context.filter}${context.over}`;
}
