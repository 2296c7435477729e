import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { systemUserId } from '#warehouse/catalog/system-user.ts';
import type {
  CatalogTransaction,
  DatabaseRow,
  GrantableClass,
  GrantRow,
  UserRow,
} from '#warehouse/catalog-interface.ts';
import type { PasswordVerifier } from '#warehouse/session-interface.ts';

/** The user that owns the warehouse, as the first start makes it. */
export interface FirstUser {
  name: string;
  verifier: PasswordVerifier;
}

/** PostgreSQL's oids of these schemas; those of other databases are numbered as any object. */
const firstSchemaOids = { pg_catalog: 11, public: 2200, information_schema: 11_060 };
const firstDatabaseOid = 16_384;

/** What a new warehouse holds: users `rdsdb` (1) and the first user (100), and the database `dev`. */
export function firstStart(catalog: CatalogTransaction, first: FirstUser): string[] {
  const owner = catalog.nextUserId();
  return [
    ...catalog.putUser(superuser(systemUserId, { name: 'rdsdb', verifier: { disabled: true } })),
    ...catalog.putUser(superuser(owner, first)),
    ...putNewDatabase(catalog, newDatabase(firstDatabaseOid, 'dev', owner), (name) => firstSchemaOids[name]),
  ];
}

export function newDatabase(oid: number, name: string, owner: number): DatabaseRow {
  return {
    oid,
    name,
    owner,
    isolation: 'snapshot',
    collation: 'case_sensitive',
    connectionLimit: -1,
    created: nowMicroseconds(),
  };
}

/** A database with the schemas that every database has. */
export function putNewDatabase(
  catalog: CatalogTransaction,
  row: DatabaseRow,
  schemaOid: (name: keyof typeof firstSchemaOids) => number = () => catalog.nextOid(),
): string[] {
  const schema = (name: keyof typeof firstSchemaOids, owner: number) =>
    catalog.putSchema({
      oid: schemaOid(name),
      databaseOid: row.oid,
      name,
      owner,
      quotaMb: undefined,
      created: row.created,
    });
  const openSchema = (name: string, privileges: string[]) =>
    openToAll(catalog, 'schema', catalog.schema(row.oid, name)?.oid ?? 0, privileges);
  return [
    ...catalog.putDatabase(row),
    ...schema('pg_catalog', systemUserId),
    ...schema('information_schema', systemUserId),
    ...schema('public', systemUserId),
    ...openToAll(catalog, 'database', row.oid, ['TEMP']),
    ...openSchema('pg_catalog', ['USAGE']),
    ...openSchema('information_schema', ['USAGE']),
    ...openSchema('public', ['CREATE', 'USAGE']),
  ];
}

/** By default every user may create in `public` and make temporary tables (Amazon Redshift, "GRANT"). */
function openToAll(
  catalog: CatalogTransaction,
  objectClass: GrantableClass,
  objectOid: number,
  privileges: string[],
): string[] {
  const grants = privileges.map(
    (privilege): GrantRow => ({
      columnNumber: 0,
      granteeKind: 'public',
      granteeId: 0,
      privilege,
      grantOption: false,
      grantor: systemUserId,
    }),
  );
  return catalog.putGrants({ objectClass, objectOid, grants });
}

function superuser(id: number, user: FirstUser): UserRow {
  return {
    id,
    name: user.name,
    superuser: true,
    createDb: true,
    verifier: user.verifier,
    connectionLimit: -1,
    sessionTimeoutSeconds: undefined,
    syslogAccess: 'unrestricted',
    settings: {},
    externalId: undefined,
    created: nowMicroseconds(),
  };
}
