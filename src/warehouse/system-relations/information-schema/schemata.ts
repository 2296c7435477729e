import { emptyRelation, systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseSchemas } from '#warehouse/system-relations/fragments.ts';
import { grantedToUser } from '#warehouse/system-relations/visible-relations.ts';

const schema = 'information_schema';

export const schemata = systemRelation({
  schema,
  name: 'schemata',
  columns: `
    catalog_name                  varchar(128) :database
    schema_name                   varchar(128) n.name
    schema_owner                  varchar(128) u.name
    default_character_set_catalog varchar(128)
    default_character_set_schema  varchar(128)
    default_character_set_name    varchar(128)
    sql_path                      varchar(128)`,
  from: `${databaseSchemas} n LEFT JOIN warehouse.catalog.users u ON u.id = n.owner
    WHERE :superuser OR n.owner IN (1, :user_id) OR n.name = 'public' OR ${grantedToUser('schema', 'n.oid')}`,
});

export const informationSchemaCatalogName = systemRelation({
  schema,
  name: 'information_schema_catalog_name',
  columns: `catalog_name varchar(128) :database`,
  from: `(SELECT 1)`,
});

export const applicableRoles = systemRelation({
  schema,
  name: 'applicable_roles',
  columns: `
    grantee      varchar(128) :user
    role_name    varchar(128) g.name
    is_grantable varchar(3)   'NO'`,
  from: `warehouse.catalog.groups g JOIN warehouse.catalog.group_members m ON m.group_id = g.id
    WHERE m.user_id = :user_id`,
});

export const enabledRoles = systemRelation({
  schema,
  name: 'enabled_roles',
  columns: `role_name varchar(128) g.name`,
  from: `warehouse.catalog.groups g JOIN warehouse.catalog.group_members m ON m.group_id = g.id
    WHERE m.user_id = :user_id`,
});

export const sequences = emptyRelation({
  schema,
  name: 'sequences',
  columns: `
    sequence_catalog   varchar(128)
    sequence_schema    varchar(128)
    sequence_name      varchar(128)
    data_type          varchar(128)
    numeric_precision  int4
    numeric_scale      int4
    maximum_value      varchar(128)
    minimum_value      varchar(128)
    increment          varchar(128)
    cycle_option       varchar(3)`,
  note: 'Empty: Redshift has no sequences.',
});

export const triggers = emptyRelation({
  schema,
  name: 'triggers',
  columns: `
    trigger_catalog      varchar(128)
    trigger_schema       varchar(128)
    trigger_name         varchar(128)
    event_manipulation   varchar(128)
    event_object_catalog varchar(128)
    event_object_schema  varchar(128)
    event_object_table   varchar(128)
    action_order         int4
    action_condition     varchar(128)
    action_statement     varchar(128)
    action_orientation   varchar(128)
    condition_timing     varchar(128)`,
  note: 'Empty: Redshift has no triggers.',
});

export const routines = emptyRelation({
  schema,
  name: 'routines',
  columns: `
    specific_catalog varchar(128)
    specific_schema  varchar(128)
    specific_name    varchar(128)
    routine_catalog  varchar(128)
    routine_schema   varchar(128)
    routine_name     varchar(128)
    routine_type     varchar(128)
    data_type        varchar(128)
    routine_body     varchar(128)
    routine_definition text
    external_language varchar(128)`,
  note: 'Empty: functions and procedures of users do not exist yet.',
});
