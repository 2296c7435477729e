import type { CatalogReader, Relation, RelationColumn } from '#sql/catalog-reader.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type {
  CatalogTransaction,
  ColumnRow,
  DatabaseRow,
  RelationRow,
  SchemaRow,
  SystemRelationLookup,
  SystemRelationSession,
  SystemRelationToRelation,
} from '#warehouse/catalog-interface.ts';

/** The system relations as `warehouse/system-relations/lookup.ts` declares them. */
export interface SystemRelations {
  find: SystemRelationLookup;
  toRelation: SystemRelationToRelation;
}

/** Where a session looks for names. `searchPath` may hold `$user` and schemas that do not exist. */
export interface ReaderSession {
  database: string;
  searchPath: string[];
  pid: number;
  user: string;
}

const systemSchemas = ['pg_catalog', 'information_schema'];

/** The schema of a session's temporary tables. */
export function temporarySchemaName(pid: number): string {
  return `pg_temp_${pid}`;
}

/** DuckDB text of a table: temporary tables are the connection's own, all others lie in one engine schema. */
export function engineTableName(row: {
  engineName: string | undefined;
  sessionPid: number | undefined;
}): string {
  const schema = row.sessionPid === undefined ? 'warehouse.tables' : 'temp.main';
  return `${schema}.${quoteIdentifier(row.engineName ?? '')}`;
}

/**
 * Resolves names as Redshift does: without a schema, the session's temporary tables come first, then the
 * system relations of pg_catalog, then the search path; `database.schema.name` reads another database.
 */
export function createReader(
  catalog: CatalogTransaction,
  session: ReaderSession,
  systemRelations: SystemRelations,
): CatalogReader {
  const database = catalog.database(session.database);

  function inSchema(where: DatabaseRow, schemaName: string, name: string): Relation | undefined {
    if (systemSchemas.includes(schemaName)) return inSystemSchema(schemaName, name);
    const schema = catalog.schema(where.oid, schemaName);
    const row = schema && catalog.relationByName(schema.oid, name);
    return row && schema && toRelation(row, schema, where);
  }

  function inSystemSchema(schemaName: string, name: string): Relation | undefined {
    const declared = systemRelations.find(schemaName, name);
    return declared && systemRelations.toRelation(declared, systemSession());
  }

  function systemSession(): SystemRelationSession {
    const user = catalog.user(session.user);
    return {
      database: session.database,
      databaseOid: database?.oid ?? 0,
      user: session.user,
      userId: user?.id ?? 0,
      superuser: user?.superuser ?? false,
      searchPath: session.searchPath.map(resolveUser),
      pid: session.pid,
    };
  }

  function resolveUser(schemaName: string): string {
    return schemaName === '$user' ? session.user : schemaName;
  }

  function bySearchPath(where: DatabaseRow, name: string): Relation | undefined {
    const first = [temporarySchemaName(session.pid), 'pg_catalog'];
    for (const schemaName of [...first, ...session.searchPath.map(resolveUser)]) {
      const relation = inSchema(where, schemaName, name);
      if (relation) return relation;
    }
    return undefined;
  }

  return {
    database: session.database,
    findRelation(name) {
      const where = name.database === undefined ? database : catalog.database(name.database);
      if (!where) return undefined;
      if (name.schema === undefined) return bySearchPath(where, name.name);
      const schemaName = name.schema === 'pg_temp' ? temporarySchemaName(session.pid) : name.schema;
      return inSchema(where, schemaName, name.name);
    },
    hasSchema(schema, databaseName) {
      const where = databaseName === undefined ? database : catalog.database(databaseName);
      return where !== undefined && catalog.schema(where.oid, schema) !== undefined;
    },
    findFunctions: () => [],
  };
}

/** Rows are never changed in place, so what was made of one stays right while schema and database keep their names. */
const relationsOfRows = new WeakMap<RelationRow, Relation>();

function toRelation(row: RelationRow, schema: SchemaRow, database: DatabaseRow): Relation {
  const known = relationsOfRows.get(row);
  if (known && known.schema === schema.name && known.database === database.name) return known;
  const relation: Relation = {
    oid: row.oid,
    database: database.name,
    schema: schema.name,
    name: row.name,
    kind: row.kind,
    temporary: row.sessionPid !== undefined,
    owner: row.owner,
    columns: row.columns.map((column) => toColumn(column, database)),
    source: row.engineName === undefined ? undefined : engineTableName(row),
    ...(row.viewText === undefined ? {} : { viewQuery: row.viewText }),
    ...(row.viewSearchPath === undefined ? {} : { viewSearchPath: row.viewSearchPath }),
  };
  relationsOfRows.set(row, relation);
  return relation;
}

function toColumn(column: ColumnRow, database: DatabaseRow): RelationColumn {
  const collation = column.collation ?? database.collation;
  return {
    name: column.name,
    type: column.type,
    notNull: column.notNull,
    ...(column.defaultText === undefined ? {} : { default: column.defaultText }),
    ...(column.identity === undefined ? {} : { identity: column.identity }),
    ...(collation === 'case_insensitive' ? { caseInsensitive: true } : {}),
  };
}
