import { emptyRelation, oneLine, systemRelation } from '#warehouse/system-relations/declare.ts';
import { databaseRelations } from '#warehouse/system-relations/fragments.ts';
import { systemRelationOid } from '#warehouse/system-relations/oids.ts';

const classOid = oneLine(`CASE d.object_class
  WHEN 'schema' THEN ${systemRelationOid('pg_namespace')}
  WHEN 'database' THEN ${systemRelationOid('pg_database')}
  WHEN 'constraint' THEN ${systemRelationOid('pg_constraint')}
  ELSE ${systemRelationOid('pg_class')} END`);

const columns = `
  objoid      oid  d.object_oid
  classoid    oid  ${classOid}`;

export const pgDescription = systemRelation({
  name: 'pg_description',
  columns: `${columns}
    objsubid    int4 d.sub_id
    description text d.text`,
  from: `warehouse.catalog.comments d`,
});

/** In PostgreSQL 8.0 pg_description had them; newer clients look for database comments here. */
export const pgShdescription = systemRelation({
  name: 'pg_shdescription',
  columns: `${columns}
    description text d.text`,
  from: `warehouse.catalog.comments d WHERE d.object_class = 'database'`,
});

const relationClass = systemRelationOid('pg_class');

/** The rewrite rule of a view: it is what the view's dependencies hang on. */
const ruleOid = (relation: string): string => `${relation} * 10 + 1`;
const isView = `r.kind IN ('view', 'late-binding view', 'materialized view')`;

export const pgRewrite = systemRelation({
  name: 'pg_rewrite',
  columns: `
    hidden oid oid ${ruleOid('r.oid')}
    rulename   name   '_RETURN'
    ev_class   oid    r.oid
    ev_attr    int2   -1
    ev_type    "char" '1'
    is_instead bool   true
    ev_qual    text   '<>'
    ev_action  text   coalesce(r.view_text, '')
    hidden ev_enabled "char" 'O'`,
  from: `${databaseRelations} r WHERE ${isView}`,
  note: 'ev_action holds the text of the view, not a parse tree.',
});

export const pgDepend = systemRelation({
  name: 'pg_depend',
  columns: `
    classid     oid    d.classid
    objid       oid    d.objid
    objsubid    int4   d.objsubid
    refclassid  oid    d.refclassid
    refobjid    oid    d.refobjid
    refobjsubid int4   d.refobjsubid
    deptype     "char" d.deptype`,
  from: `(
    SELECT ${systemRelationOid('pg_rewrite')} AS classid, ${ruleOid('dependent_oid')} AS objid, 0 AS objsubid,
      ${relationClass} AS refclassid, referenced_oid AS refobjid, 0 AS refobjsubid, 'n' AS deptype
    FROM warehouse.catalog.dependencies
    UNION ALL
    SELECT ${systemRelationOid('pg_rewrite')}, ${ruleOid('r.oid')}, 0, ${relationClass}, r.oid, 0, 'i'
    FROM warehouse.catalog.relations r WHERE ${isView}
    UNION ALL
    SELECT ${relationClass}, r.oid, 0, ${systemRelationOid('pg_namespace')}, r.schema_oid, 0, 'n'
    FROM warehouse.catalog.relations r
    UNION ALL
    SELECT ${systemRelationOid('pg_constraint')}, k.oid, 0, ${relationClass}, k.relation_oid, c.number, 'a'
    FROM warehouse.catalog.constraints k, unnest(k.columns) AS c(number)
    UNION ALL
    SELECT ${systemRelationOid('pg_constraint')}, k.oid, 0, ${relationClass}, k.foreign_relation_oid, c.number, 'n'
    FROM warehouse.catalog.constraints k, unnest(k.foreign_columns) AS c(number) WHERE k.kind = 'f') d`,
  note: 'Views on relations, relations on schemas, constraints on columns.',
});

export const pgConf = systemRelation({
  name: 'pg_conf',
  columns: `
    key   name concat('pg_class_backup_', n.database_oid, '_', r.oid)
    value text 'NO'`,
  from: `warehouse.catalog.relations r JOIN warehouse.catalog.schemas n ON n.oid = r.schema_oid WHERE NOT r.backup`,
  note: 'Holds the BACKUP NO marks only.',
});

export const pgDefaultAcl = emptyRelation({
  name: 'pg_default_acl',
  columns: `
    defacluser      int4
    defaclnamespace oid
    defaclobjtype   "char"
    defaclacl       aclitem[]
    hidden defaclrole oid`,
  note: 'Empty: ALTER DEFAULT PRIVILEGES is not executed yet.',
});
