import type { SystemRelation } from '#warehouse/catalog-interface.ts';
import { type Declaration, systemRelation } from '#warehouse/system-relations/declare.ts';

/** What the object after FROM or ON is, and so which of `:oid`, `:schema_oid` and the database are set. */
export type ShowPlace = 'none' | 'database' | 'schema' | 'table';

/** One SHOW form that lists rows: declared as a system relation is, with a place, an order and a LIKE column. */
export interface ShowForm {
  place: ShowPlace;
  relation: SystemRelation;
  /** Column that LIKE filters. */
  like?: string;
  /** Columns that rows are sorted by. */
  order: string;
}

export function showForm(
  place: ShowPlace,
  order: string,
  declaration: Omit<Declaration, 'name'>,
  like?: string,
): ShowForm {
  const relation = systemRelation({ name: 'show', ...declaration });
  return { place, order, relation, ...(like === undefined ? {} : { like }) };
}
