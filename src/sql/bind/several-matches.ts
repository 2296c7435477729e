import type { FromItem } from '#sql/bind/from-item.ts';
import { runtimeError } from '#sql/engine/runtime-error.ts';

/** A statement that fails when a row of the target stands in several rows of the join. */
export function failWhenSeveral(from: string, target: FromItem): string {
  const several = `SELECT 1 FROM ${from} GROUP BY ${target.alias}.rowid HAVING count(*) > 1`;
  const error = runtimeError('cardinality_violation', 'Found multiple matches to update the same tuple.');
  return `SELECT CASE WHEN EXISTS (${several}) THEN ${error} END`;
}
