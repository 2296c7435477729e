import { fail, RedshiftError } from '#base/errors.ts';
import type { Query } from '#sql/ast.ts';
import type { BoundSubquery } from '#sql/bind/query-binder.ts';
import type { CatalogReader, Relation } from '#sql/catalog-reader.ts';
import { parseQueryText } from '#sql/parse.ts';

const parsed = new WeakMap<Relation, Query>();

/** The tree of a view's query; kept as long as the relation is. */
export function viewQuery(view: Relation, caseSensitiveIdentifiers: boolean): Query {
  const known = parsed.get(view);
  if (known !== undefined) return known;
  const query = parseQueryText(view.viewQuery ?? '', { caseSensitiveIdentifiers });
  parsed.set(view, query);
  return query;
}

/**
 * The catalog as a view's text sees it: unqualified names are looked up in the search path under which the
 * view was created, in the view's own database.
 */
export function viewCatalog(catalog: CatalogReader, view: Relation): CatalogReader {
  const path = ['pg_catalog', ...(view.viewSearchPath ?? [])];
  const database = view.database === catalog.database ? {} : { database: view.database };
  return {
    ...readerMethods(catalog),
    database: view.database,
    findRelation(name) {
      if (name.schema !== undefined) return catalog.findRelation({ ...database, ...name });
      if (view.viewSearchPath === undefined) return catalog.findRelation(name);
      // A view on a temporary table is temporary itself and sees its session's tables first.
      const temporary = view.temporary ? catalog.findRelation(name) : undefined;
      if (temporary?.temporary) return temporary;
      for (const schema of path) {
        const found = catalog.findRelation({ ...database, schema, name: name.name });
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function readerMethods(catalog: CatalogReader): Omit<CatalogReader, 'database' | 'findRelation'> {
  return {
    hasSchema: (schema, database) => catalog.hasSchema(schema, database),
    findFunctions: (name) => catalog.findFunctions(name),
  };
}

/** Columns of the view for whoever reads it: names as the catalog has them, values from its query. */
export function viewColumns(view: Relation, body: BoundSubquery): BoundSubquery['columns'] {
  if (view.columns.length === 0) return body.columns.map(withoutOrigin);
  if (view.columns.length === body.columns.length) {
    return body.columns.map((column, index) => ({
      ...withoutOrigin(column),
      name: view.columns[index]!.name,
    }));
  }
  // A late-binding view has the columns that its query has now.
  if (view.kind === 'late-binding view') return body.columns.map(withoutOrigin);
  // `SELECT *` over a table that got more columns since: the view keeps those it was created with.
  return view.columns.map((column) => {
    const found = body.columns.find((candidate) => candidate.name === column.name);
    if (found !== undefined) return withoutOrigin(found);
    throw fail('undefined_column', `column "${column.name}" does not exist in view "${view.name}"`);
  });
}

function withoutOrigin({ origin: _, ...column }: BoundSubquery['columns'][number]) {
  return column;
}

/** Runs the binding of a view; its errors do not point into the statement's own text. */
export function inView<T>(bind: () => T): T {
  try {
    return bind();
  } catch (error) {
    if (error instanceof RedshiftError) error.position = undefined;
    throw error;
  }
}
