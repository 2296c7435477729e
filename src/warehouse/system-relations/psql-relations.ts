import { emptyRelation, systemRelation } from '#warehouse/system-relations/declare.ts';

/**
 * Relations of later PostgreSQL versions that a current psql reads for \d, \du and \dx whatever version the server
 * names. Redshift has none of them, so pg_class does not list them (see constant-tables.ts).
 */
const note = 'Not in Redshift: psql asks.';

export const pgCollation = emptyRelation({
  name: 'pg_collation',
  columns: `
    hidden oid    oid
    collname      name
    collnamespace oid
    collowner     oid
    collprovider  "char"
    collisdeterministic bool
    collencoding  int4
    collcollate   name
    collctype     name`,
  note,
});

export const pgRoles = systemRelation({
  name: 'pg_roles',
  columns: `
    rolname        name    u.name
    rolsuper       bool    u.superuser
    rolinherit     bool    true
    rolcreaterole  bool    u.superuser
    rolcreatedb    bool    u.create_db
    rolcanlogin    bool    true
    rolreplication bool    false
    rolconnlimit   int4    u.connection_limit
    rolpassword    text    '********'
    rolvaliduntil  abstime u.valid_until
    rolbypassrls   bool    u.superuser
    oid            oid     u.id`,
  from: `(SELECT name, superuser, create_db, connection_limit, valid_until, id FROM warehouse.catalog.users
    UNION ALL
    SELECT name, false, false, -1, NULL, id FROM warehouse.catalog.groups) u`,
  note: 'Not in Redshift: psql asks. Users and groups.',
});

export const pgAuthMembers = systemRelation({
  name: 'pg_auth_members',
  columns: `
    roleid       oid  m.group_id
    member       oid  m.user_id
    grantor      oid  1
    admin_option bool false`,
  from: `warehouse.catalog.group_members m`,
  note: 'Not in Redshift: psql asks. Users in groups.',
});

export const pgDbRoleSetting = emptyRelation({
  name: 'pg_db_role_setting',
  columns: `
    setdatabase oid
    setrole     oid
    setconfig   text[]`,
  note,
});

export const pgExtension = emptyRelation({
  name: 'pg_extension',
  columns: `
    hidden oid     oid
    extname        name
    extowner       oid
    extnamespace   oid
    extrelocatable bool
    extversion     text`,
  note,
});

export const pgPolicy = emptyRelation({
  name: 'pg_policy',
  columns: `
    hidden oid    oid
    polname       name
    polrelid      oid
    polcmd        "char"
    polpermissive bool
    polroles      oid[]
    polqual       text
    polwithcheck  text`,
  note,
});

export const pgForeignTable = emptyRelation({
  name: 'pg_foreign_table',
  columns: `
    ftrelid   oid
    ftserver  oid
    ftoptions text[]`,
  note,
});

export const pgForeignServer = emptyRelation({
  name: 'pg_foreign_server',
  columns: `
    hidden oid oid
    srvname    name
    srvowner   oid
    srvfdw     oid
    srvtype    text
    srvversion text
    srvacl     aclitem[]
    srvoptions text[]`,
  note,
});
