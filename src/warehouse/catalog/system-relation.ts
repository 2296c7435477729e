import type { Relation } from '#sql/catalog-reader.ts';
import type { SystemRelation, SystemRelationSession } from '#warehouse/catalog-interface.ts';

/** Owner of everything that belongs to the system: the internal superuser `rdsdb`. */
export const systemUserId = 1;

/** A system relation as the binder reads it: its rows are an inlined sub-query, or the executor fills them in. */
export function systemRelation(declared: SystemRelation, session: SystemRelationSession): Relation {
  return {
    oid: declared.oid,
    database: session.database,
    schema: declared.schema,
    name: declared.name,
    kind: 'system',
    temporary: false,
    owner: systemUserId,
    columns: declared.columns.map((column) => ({ ...column, notNull: false })),
    source: `(${declared.select(session)})`,
    ...(declared.live ? { live: declared.live } : {}),
  };
}
