import { aclItems, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';

/** Encoding 6 is UTF8, Redshift's only one. */
const columns = `
  datname       name      d.name
  datdba        int4      d.owner
  encoding      int4      6
  datistemplate bool      false
  datallowconn  bool      true
  datlastsysoid oid       99999
  datvacuumxid  xid       0
  datfrozenxid  xid       0
  dattablespace oid       1663
  datconfig     text[]    NULL
  datacl        aclitem[] ${aclItems('database', 'acl.items', 'u.name')}`;

const from = `warehouse.catalog.databases d
  LEFT JOIN warehouse.catalog.users u ON u.id = d.owner
  LEFT JOIN ${grantedAcl('database')} acl ON acl.object_oid = d.oid`;

const connectionLimit = `CASE WHEN d.connection_limit < 0 THEN 'UNLIMITED' ELSE d.connection_limit::VARCHAR END`;

export const pgDatabase = systemRelation({
  name: 'pg_database',
  columns: `hidden oid oid d.oid\n${columns}
    hidden datcollate   name 'C'
    hidden datctype     name 'C'
    hidden datconnlimit int4 d.connection_limit`,
  from,
});

export const pgDatabaseInfo = systemRelation({
  name: 'pg_database_info',
  columns: `datid oid d.oid\n${columns}\ndatconnlimit text ${connectionLimit}`,
  from,
});

export const stvDbIsolationLevel = systemRelation({
  name: 'stv_db_isolation_level',
  columns: `
    db_name         char(128) d.name
    isolation_level char(20)  CASE d.isolation WHEN 'snapshot' THEN 'Snapshot Isolation' ELSE 'Serializable' END`,
  from: `warehouse.catalog.databases d`,
});
