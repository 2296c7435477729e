import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { temporarySchemaName } from '#warehouse/catalog/reader.ts';
import type { CatalogTransaction, SchemaRow } from '#warehouse/catalog-interface.ts';

/** The session's schema for temporary tables, made by its first one. */
export function temporarySchema(
  catalog: CatalogTransaction,
  session: { databaseOid: number; pid: number; userId: number },
): { schema: SchemaRow; statements: string[] } {
  const name = temporarySchemaName(session.pid);
  const existing = catalog.schema(session.databaseOid, name);
  if (existing) return { schema: existing, statements: [] };
  const schema: SchemaRow = {
    oid: catalog.nextOid(),
    databaseOid: session.databaseOid,
    name,
    owner: session.userId,
    quotaMb: undefined,
    created: nowMicroseconds(),
  };
  return { schema, statements: catalog.putSchema(schema) };
}

/**
 * Forgets the temporary tables of one session when it ends (their rows go with its connection), or without
 * `pid` those of all: no session outlives the process.
 */
export function dropTemporarySchemas(catalog: CatalogTransaction, pid?: number): string[] {
  const isTemporary = (schema: SchemaRow) =>
    pid === undefined ? /^pg_temp_\d+$/.test(schema.name) : schema.name === temporarySchemaName(pid);
  return [...catalog.databases()]
    .flatMap((database) => [...catalog.schemas(database.oid)].filter(isTemporary))
    .flatMap((schema) => [
      ...[...catalog.relations(schema.oid)].flatMap((relation) => catalog.dropRelation(relation.oid)),
      ...catalog.dropSchema(schema.oid),
    ]);
}
