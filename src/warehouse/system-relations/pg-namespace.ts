import { aclItems, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseSchemas } from '#warehouse/system-relations/fragments.ts';

export const pgNamespace = systemRelation({
  name: 'pg_namespace',
  columns: `
    hidden oid oid n.oid
    nspname  name      n.name
    nspowner int4      n.owner
    nspacl   aclitem[] ${aclItems('schema', 'acl.items', 'u.name')}`,
  from: `${databaseSchemas} n
    LEFT JOIN warehouse.catalog.users u ON u.id = n.owner
    LEFT JOIN ${grantedAcl('schema')} acl ON acl.object_oid = n.oid`,
});
