import { encodingNumbers } from '#sql/column-encodings.ts';
import { aclItems, grantedAcl } from '#warehouse/system-relations/access-control-list.ts';
import { systemRelation } from '#warehouse/system-relations/declare.ts';
import {
  databaseAttributes,
  databaseColumns,
  databaseRelations,
  defaultText,
} from '#warehouse/system-relations/fragments.ts';

const hasDefault = `(a.default_text IS NOT NULL OR a.identity_seed IS NOT NULL)`;

const encodingNumber = `CASE a.encoding ${Object.entries(encodingNumbers)
  .map(([name, number]) => `WHEN '${name}' THEN ${number}`)
  .join(' ')} ELSE 0 END`;

const attributeColumns = `
  attrelid         oid    a.relation_oid
  attname          name   a.name
  atttypid         oid    a.type_oid
  attstattarget    int4   -1
  attlen           int2   a.type_width
  attnum           int2   a.number
  attndims         int4   0
  attcacheoff      int4   -1
  atttypmod        int4   a.type_modifier
  attbyval         bool   a.type_width IN (1, 2, 4, 8)
  attstorage       "char" CASE WHEN a.type_width > 0 THEN 'p' ELSE 'x' END
  attalign         "char" CASE a.type_width WHEN 1 THEN 'c' WHEN 2 THEN 's' WHEN 8 THEN 'd' ELSE 'i' END
  attnotnull       bool   a.not_null
  atthasdef        bool   ${hasDefault}
  attisdropped     bool   false
  attislocal       bool   true
  attinhcount      int4   0
  attisdistkey     bool   a.dist_key
  attispreloaded   bool   false
  attsortkeyord    int4   a.sort_key_position
  attencodingtype  int2   ${encodingNumber}
  attencrypttype   int2   0`;

/** See psqlColumns of pg-class.ts. */
const psqlColumns = `
  hidden attidentity  "char"  ''
  hidden attgenerated "char"  ''
  hidden attcollation oid     0
  hidden attfdwoptions text[] NULL
  hidden attoptions   text[]  NULL
  hidden attcompression "char" ''
  hidden attacl      aclitem[] acl.items`;

export const pgAttribute = systemRelation({
  name: 'pg_attribute',
  columns: `${attributeColumns}\n${psqlColumns}`,
  from: `${databaseAttributes} a
    LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = a.relation_oid AND acl.column_number = a.number`,
  note: 'Dropped columns leave no row. attencodingtype numbers are our own: read them with format_encoding().',
});

export const pgAttributeInfo = systemRelation({
  name: 'pg_attribute_info',
  columns: `${attributeColumns}
    attacl aclitem[] ${aclItems('relation', 'acl.items', 'u.name')}`,
  from: `${databaseColumns} a
    JOIN ${databaseRelations} r ON r.oid = a.relation_oid
    LEFT JOIN warehouse.catalog.users u ON u.id = r.owner
    LEFT JOIN ${grantedAcl('relation')} acl ON acl.object_oid = a.relation_oid AND acl.column_number = a.number`,
});

export const pgAttrdef = systemRelation({
  name: 'pg_attrdef',
  columns: `
    hidden oid oid a.relation_oid * 2000 + a.number
    adrelid oid  a.relation_oid
    adnum   int2 a.number
    adbin   text ${defaultText('a')}
    adsrc   text ${defaultText('a')}`,
  from: `${databaseColumns} a WHERE ${hasDefault}`,
  note: 'adbin holds the text of the expression: pg_get_expr() gives it back.',
});
