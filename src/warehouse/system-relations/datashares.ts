import { emptyRelation } from '#warehouse/system-relations/declare.ts';

const note = 'Empty: there are no datashares.';

export const svvDatashares = emptyRelation({
  name: 'svv_datashares',
  columns: `
    share_name          varchar(128)
    share_id            int4
    share_owner         int4
    source_database     varchar(128)
    consumer_database   varchar(128)
    share_type          varchar(8)
    createdate          timestamp
    is_publicaccessible bool
    share_acl           varchar(256)
    producer_account    varchar(16)
    producer_namespace  varchar(64)
    managed_by          varchar(64)`,
  note: note,
});

export const svvDatashareObjects = emptyRelation({
  name: 'svv_datashare_objects',
  columns: `
    share_type         varchar(8)
    share_name         varchar(128)
    object_type        varchar(64)
    object_name        varchar(512)
    producer_account   varchar(16)
    producer_namespace varchar(64)
    include_new        bool`,
  note: note,
});

export const svvDatashareConsumers = emptyRelation({
  name: 'svv_datashare_consumers',
  columns: `
    share_name         varchar(128)
    consumer_account   varchar(16)
    consumer_namespace varchar(64)
    share_date         timestamp`,
  note: note,
});

export const svvDatasharePrivileges = emptyRelation({
  name: 'svv_datashare_privileges',
  columns: `
    datashare_name text
    privilege_type text
    identity_id    int4
    identity_name  text
    identity_type  text
    admin_option   bool`,
  note: note,
});
