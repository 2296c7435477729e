import { systemRelation } from '#warehouse/system-relations/declare.ts';

export const pgType = systemRelation({
  name: 'pg_type',
  columns: `
    hidden oid   oid     t.oid
    typname      name    t.name
    typnamespace oid     n.oid
    typowner     int4    1
    typlen       int2    t.width
    typbyval     bool    t.width IN (1, 2, 4, 8)
    typtype      "char"  t.kind
    typisdefined bool    true
    typdelim     "char"  ','
    typrelid     oid     0
    typelem      oid     t.element_oid
    typinput     regproc CASE WHEN t.element_oid <> 0 THEN 'array_in' ELSE t.name || 'in' END
    typoutput    regproc t.name || 'out'
    typreceive   regproc t.name || 'recv'
    typsend      regproc t.name || 'send'
    typanalyze   regproc '-'
    typalign     "char"  CASE t.width WHEN 1 THEN 'c' WHEN 2 THEN 's' WHEN 8 THEN 'd' ELSE 'i' END
    typstorage   "char"  CASE WHEN t.width > 0 THEN 'p' ELSE 'x' END
    typnotnull   bool    false
    typbasetype  oid     0
    typtypmod    int4    -1
    typndims     int4    0
    typdefaultbin text   NULL
    typdefault   text    NULL
    hidden typarray     oid    t.array_oid
    hidden typcategory  "char" 'U'
    hidden typcollation oid    0`,
  from: `memory.main.rs_types t
    JOIN warehouse.catalog.schemas n ON n.name = 'pg_catalog' AND n.database_oid = :database_oid`,
  note: 'Base types and their arrays; there are no row types of relations.',
});
