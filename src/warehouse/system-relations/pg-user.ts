import { oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';

/** `name=value`, as ALTER USER … SET left it. */
const settings =
  oneLine(`nullif(list_transform(map_entries(CAST(u.settings::JSON AS MAP(VARCHAR, VARCHAR[]))),
  lambda entry: concat(entry.key, '=', array_to_string(entry.value, ', '))), [])`);

const columns = `
  usename     name    u.name
  usesysid    int4    u.id
  usecreatedb bool    u.create_db
  usesuper    bool    u.superuser
  usecatupd   bool    u.superuser
  passwd      text    '********'
  valuntil    abstime u.valid_until
  useconfig   text[]  ${settings}`;

const users = `warehouse.catalog.users u`;
const connectionLimit = `CASE WHEN u.connection_limit < 0 THEN 'UNLIMITED' ELSE u.connection_limit::VARCHAR END`;

export const pgUser = systemRelation({ name: 'pg_user', columns, from: users });

export const pgShadow = systemRelation({
  name: 'pg_shadow',
  columns,
  from: `${users} WHERE :superuser`,
  note: 'Superusers only; passwords are masked.',
});

export const pgUserInfo = systemRelation({
  name: 'pg_user_info',
  columns: `${columns}\nuseconnlimit text ${connectionLimit}`,
  from: `${users} WHERE :superuser`,
  note: 'Superusers only.',
});

export const svvUserInfo = systemRelation({
  name: 'svv_user_info',
  columns: `
    user_name          text      u.name
    user_id            int4      u.id
    createdb           bool      u.create_db
    superuser          bool      u.superuser
    catalog_update     bool      u.superuser
    connection_limit   text      ${connectionLimit}
    syslog_access      text      upper(u.syslog_access)
    last_ddl_timestamp timestamp NULL
    session_timeout    int4      coalesce(u.session_timeout, 0)
    external_user_id   text      u.external_id`,
  from: `${users} WHERE :superuser OR u.id = :user_id`,
  note: 'last_ddl_timestamp is not kept. A plain user sees itself.',
});

export const pgGroup = systemRelation({
  name: 'pg_group',
  columns: `
    groname  name   g.name
    grosysid int4   g.id
    grolist  int4[] (SELECT list(m.user_id ORDER BY m.user_id) FROM warehouse.catalog.group_members m WHERE m.group_id = g.id)`,
  from: `warehouse.catalog.groups g`,
});
