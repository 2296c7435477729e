import type { SystemRelation } from '#warehouse/catalog-interface.ts';
import { type Declaration, declaredSelect } from '#warehouse/system-relations/declare.ts';

/** What the object after FROM or ON is, and so which of `:oid`, `:schema_oid` and the database are set. */
export type ShowPlace = 'none' | 'database' | 'schema' | 'table';

/** One SHOW form that lists rows: declared as a system relation is, with a place, an order and a LIKE column. */
export interface ShowForm {
  place: ShowPlace;
  columns: SystemRelation['columns'];
  /** DuckDB SELECT with `:name` for the session's facts and the object's oids. */
  select: string;
  /** Column that LIKE filters. */
  like?: string;
  /** Columns that rows are sorted by. */
  order: string;
}

export function showForm(
  place: ShowPlace,
  order: string,
  declaration: Pick<Declaration, 'columns' | 'from'>,
  like?: string,
): ShowForm {
  const { columns, text } = declaredSelect(declaration);
  return { place, order, columns, select: text, ...(like === undefined ? {} : { like }) };
}
