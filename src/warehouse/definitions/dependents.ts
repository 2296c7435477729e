import { fail, type RedshiftError } from '#base/errors.ts';
import type { CatalogTransaction, RelationRow } from '#warehouse/catalog-interface.ts';

/** What stands on some relations and would fall with them. */
export interface Dependents {
  /** Bound views, directly or through other views, outside the relations themselves. */
  views: { row: RelationRow; needs: RelationRow }[];
  /** Tables with foreign keys to them. */
  referrers: { row: RelationRow; constraints: { name: string; target: RelationRow }[] }[];
}

export function dependentsOf(catalog: CatalogTransaction, rows: RelationRow[]): Dependents {
  const known = new Set(rows.map((row) => row.oid));
  const views: Dependents['views'] = [];
  for (const needs of walk(catalog, rows)) {
    for (const row of catalog.dependents(needs.oid)) {
      if (known.has(row.oid)) continue;
      known.add(row.oid);
      views.push({ row, needs });
    }
  }
  return { views, referrers: referrersOf(catalog, rows) };
}

/** The relations, then everything that depends on them, breadth first. */
function* walk(catalog: CatalogTransaction, rows: RelationRow[]): Generator<RelationRow> {
  const queue = [...rows];
  const seen = new Set(queue.map((row) => row.oid));
  for (let row = queue.shift(); row; row = queue.shift()) {
    yield row;
    for (const dependent of catalog.dependents(row.oid)) {
      if (!seen.has(dependent.oid)) queue.push(dependent);
      seen.add(dependent.oid);
    }
  }
}

function referrersOf(catalog: CatalogTransaction, rows: RelationRow[]): Dependents['referrers'] {
  const dropped = new Map(rows.map((row) => [row.oid, row]));
  const referrers: Dependents['referrers'] = [];
  for (const row of allRelations(catalog)) {
    if (dropped.has(row.oid)) continue;
    const constraints = row.constraints.flatMap(({ name, foreignRelationOid }) => {
      const target = foreignRelationOid === undefined ? undefined : dropped.get(foreignRelationOid);
      return target ? [{ name, target }] : [];
    });
    if (constraints.length > 0) referrers.push({ row, constraints });
  }
  return referrers;
}

function allRelations(catalog: CatalogTransaction): RelationRow[] {
  return [...catalog.databases()]
    .flatMap((database) => [...catalog.schemas(database.oid)])
    .flatMap((schema) => [...catalog.relations(schema.oid)]);
}

/** One line for each thing that depends, as DETAIL and NOTICE show it. */
export function describeDependents({ views, referrers }: Dependents): { what: string; needs: RelationRow }[] {
  return [
    ...views.map(({ row, needs }) => ({ what: `view ${row.name}`, needs })),
    ...referrers.flatMap(({ row, constraints }) =>
      constraints.map(({ name, target }) => ({
        what: `constraint ${name} on table ${row.name}`,
        needs: target,
      })),
    ),
  ];
}

/** `cannot drop table x because other objects depend on it`. */
export function dependentsExist(subject: string, dependents: Dependents): RedshiftError {
  const lines = describeDependents(dependents).map(
    ({ what, needs }) => `${what} depends on ${kindWord(needs)} ${needs.name}`,
  );
  return fail('dependent_objects_still_exist', `cannot drop ${subject} because other objects depend on it`, {
    ...(lines.length > 0 ? { detail: lines.join('\n') } : {}),
    hint: 'Use DROP ... CASCADE to drop the dependent objects too.',
  });
}

export function kindWord(row: RelationRow): 'table' | 'view' | 'materialized view' {
  if (row.kind === 'table') return 'table';
  return row.kind === 'materialized view' ? 'materialized view' : 'view';
}
