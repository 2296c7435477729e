import { emptyRelation, systemRelation } from '#warehouse/system-relations/declare.ts';

const columns = `
  proname      name      f.name
  pronamespace oid       n.oid
  proowner     int4      1
  prolang      oid       12
  proisagg     bool      f.kind = 'a'
  prosecdef    bool      false
  proisstrict  bool      false
  proretset    bool      false
  provolatile  "char"    CASE WHEN f.volatile THEN 'v' ELSE 'i' END
  pronargs     int2      f.argument_count
  prorettype   oid       f.return_oid
  proargtypes  oidvector f.argument_oids
  proargnames  text[]    NULL
  prosrc       text      f.name
  probin       varbyte(64000) NULL
  proacl       aclitem[] NULL`;

const from = `memory.main.rs_functions f
  JOIN warehouse.catalog.schemas n ON n.name = 'pg_catalog' AND n.database_oid = :database_oid`;

const note = 'The functions that Slipher runs. An argument of several types is listed with one of them.';

export const pgProc = systemRelation({
  name: 'pg_proc',
  columns: `hidden oid oid f.oid\n${columns}
    hidden proiswindow bool   f.kind = 'w'
    hidden prokind     "char" f.kind`,
  from,
  note,
});

export const pgProcInfo = systemRelation({
  name: 'pg_proc_info',
  columns: `prooid oid f.oid\n${columns}
    prokind        "char"   CASE WHEN f.kind = 'a' THEN 'a' ELSE 'f' END
    proargmodes    "char"[] NULL
    proallargtypes oid[]    NULL`,
  from,
  note,
});

export const svvRedshiftFunctions = emptyRelation({
  name: 'svv_redshift_functions',
  columns: `
    database_name varchar(128)
    schema_name   varchar(128)
    function_name varchar(128)
    function_type varchar(128)
    argument_type varchar(512)
    result_type   varchar(128)`,
  note: 'Empty: it lists the functions of users, which do not exist yet.',
});

export const pgLibrary = emptyRelation({
  name: 'pg_library',
  columns: `
    name          name
    language_oid  oid
    file_store_id int4
    owner         int4`,
  note: 'Empty: Python libraries are not executed.',
});
