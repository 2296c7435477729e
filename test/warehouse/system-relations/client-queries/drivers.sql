-- Catalog questions of the JDBC, ODBC and Python drivers where the server announces no SHOW discovery.

-- drivers: which kind of metadata
select 1 from svv_external_schemas where schemaname like 'shop'
---

-- drivers: catalogs
SELECT CAST(current_database AS varchar(124)) AS TABLE_CAT FROM current_database()
---
dev

-- drivers: schemas
SELECT nspname AS TABLE_SCHEM, NULL AS TABLE_CATALOG FROM pg_catalog.pg_namespace
WHERE nspname <> 'pg_toast' AND (nspname !~ '^pg_temp_' OR nspname = (pg_catalog.current_schemas(true))[1])
  AND (nspname !~ '^pg_toast_temp_' OR nspname = replace((pg_catalog.current_schemas(true))[1], 'pg_temp_', 'pg_toast_temp_'))
ORDER BY TABLE_SCHEM
---
information_schema|
pg_catalog|
public|
shop|

-- drivers: tables with their kinds
SELECT CAST(current_database() AS VARCHAR(124)) AS TABLE_CAT, n.nspname AS TABLE_SCHEM, c.relname AS TABLE_NAME,
  CASE n.nspname ~ '^pg_' OR n.nspname = 'information_schema'
    WHEN true THEN CASE WHEN n.nspname = 'pg_catalog' OR n.nspname = 'information_schema' THEN
      CASE c.relkind WHEN 'r' THEN 'SYSTEM TABLE' WHEN 'v' THEN 'SYSTEM VIEW' WHEN 'i' THEN 'SYSTEM INDEX' ELSE NULL END ELSE NULL END
    WHEN false THEN CASE c.relkind WHEN 'r' THEN 'TABLE' WHEN 'i' THEN 'INDEX' WHEN 'v' THEN 'VIEW' ELSE NULL END
    ELSE NULL END AS TABLE_TYPE, d.description AS REMARKS
FROM pg_catalog.pg_namespace n, pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_description d ON (c.oid = d.objoid AND d.objsubid = 0)
LEFT JOIN pg_catalog.pg_class dc ON (d.classoid = dc.oid AND dc.relname = 'pg_class')
LEFT JOIN pg_catalog.pg_namespace dn ON (dn.oid = dc.relnamespace AND dn.nspname = 'pg_catalog')
WHERE c.relnamespace = n.oid AND n.nspname LIKE 'shop' AND c.relkind IN ('r', 'v') ORDER BY TABLE_TYPE, TABLE_NAME
---
dev|shop|customers|TABLE|
dev|shop|orders|TABLE|What was ordered
dev|shop|big|VIEW|
dev|shop|late|VIEW|

-- drivers: columns
SELECT n.nspname, c.relname, a.attname, a.atttypid, a.attnotnull OR (t.typtype = 'd' AND t.typnotnull) AS attnotnull,
  a.atttypmod, a.attlen, a.attnum, pg_catalog.pg_get_expr(def.adbin, def.adrelid) AS adsrc, dsc.description, t.typbasetype, t.typtype
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON (c.relnamespace = n.oid)
JOIN pg_catalog.pg_attribute a ON (a.attrelid = c.oid) JOIN pg_catalog.pg_type t ON (a.atttypid = t.oid)
LEFT JOIN pg_catalog.pg_attrdef def ON (a.attrelid = def.adrelid AND a.attnum = def.adnum)
LEFT JOIN pg_catalog.pg_description dsc ON (c.oid = dsc.objoid AND a.attnum = dsc.objsubid)
LEFT JOIN pg_catalog.pg_class dc ON (dc.oid = dsc.classoid AND dc.relname = 'pg_class')
LEFT JOIN pg_catalog.pg_namespace dn ON (dc.relnamespace = dn.oid AND dn.nspname = 'pg_catalog')
WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname LIKE 'shop' AND c.relname LIKE 'orders' ORDER BY nspname, c.relname, attnum
---
shop|orders|id|23|t|-1|4|1|||0|b
shop|orders|customer|23|t|-1|4|2|||0|b
shop|orders|total|1700|f|524294|-1|3||In euros|0|b
shop|orders|note|1043|f|24|-1|4|||0|b
shop|orders|at|1114|f|-1|8|5|||0|b

-- drivers: primary keys
SELECT current_database() AS TABLE_CAT, n.nspname AS TABLE_SCHEM, ct.relname AS TABLE_NAME, a.attname AS COLUMN_NAME, a.attnum AS KEY_SEQ, ci.relname AS PK_NAME
FROM pg_catalog.pg_namespace n, pg_catalog.pg_class ct, pg_catalog.pg_class ci, pg_catalog.pg_attribute a, pg_catalog.pg_index i
WHERE ct.oid = i.indrelid AND ci.oid = i.indexrelid AND a.attrelid = ci.oid AND i.indisprimary AND ct.relnamespace = n.oid
  AND n.nspname = 'shop' AND ct.relname = 'orders' ORDER BY table_name, pk_name, key_seq
---
dev|shop|orders|customer|1|orders_pkey
dev|shop|orders|id|2|orders_pkey

-- drivers: imported keys by position
SELECT pkn.nspname, pkc.relname, pka.attname, fkn.nspname, fkc.relname, fka.attname, pos.n AS KEY_SEQ, con.conname
FROM pg_catalog.pg_namespace pkn, pg_catalog.pg_class pkc, pg_catalog.pg_attribute pka, pg_catalog.pg_namespace fkn,
  pg_catalog.pg_class fkc, pg_catalog.pg_attribute fka, pg_catalog.pg_constraint con, pg_catalog.generate_series(1, 32) pos(n)
WHERE pkn.oid = pkc.relnamespace AND pkc.oid = pka.attrelid AND pka.attnum = con.confkey[pos.n] AND con.confrelid = pkc.oid
  AND fkn.oid = fkc.relnamespace AND fkc.oid = fka.attrelid AND fka.attnum = con.conkey[pos.n] AND con.conrelid = fkc.oid
  AND con.contype = 'f' AND fkn.nspname = 'shop' AND fkc.relname = 'orders' ORDER BY pkn.nspname, pkc.relname, con.conname, pos.n
---
shop|customers|id|shop|orders|customer|1|orders_customer_fkey

-- drivers: type lookup
SELECT typinput='array_in'::regproc, typtype, typname FROM pg_catalog.pg_type WHERE typname = 'varchar'
---
f|b|varchar

-- drivers: functions
SELECT current_database() AS FUNCTION_CAT, n.nspname AS FUNCTION_SCHEM, p.proname AS FUNCTION_NAME, d.description AS REMARKS, p.proname || '_' || p.prooid AS SPECIFIC_NAME
FROM pg_catalog.pg_proc_info p INNER JOIN pg_catalog.pg_namespace n ON p.pronamespace = n.oid
LEFT JOIN pg_catalog.pg_description d ON p.prooid = d.objoid
WHERE p.prokind = 'p' AND n.nspname LIKE 'shop'
---

-- drivers: privileges of a table
SELECT n.nspname, c.relname, u.usename, c.relacl IS NOT NULL FROM pg_catalog.pg_namespace n, pg_catalog.pg_class c, pg_catalog.pg_user u
WHERE c.relnamespace = n.oid AND c.relowner = u.usesysid AND c.relkind = 'r' AND n.nspname = 'shop' ORDER BY 2
---
shop|customers|awsuser|f
shop|orders|awsuser|t

-- drivers: SVV tables and columns
SELECT table_catalog, table_schema, table_name, table_type, remarks FROM svv_tables WHERE table_schema = 'shop' ORDER BY 3
---
dev|shop|big|VIEW|
dev|shop|customers|BASE TABLE|
dev|shop|late|VIEW|
dev|shop|orders|BASE TABLE|What was ordered

-- drivers: all columns
SELECT database_name, schema_name, table_name, column_name, ordinal_position, column_default, is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale
FROM PG_CATALOG.svv_all_columns WHERE database_name = 'dev' AND schema_name = 'shop' AND table_name = 'customers' ORDER BY ordinal_position
---
dev|shop|customers|id|1|"identity"(100001, 0, '1,1'::text)|NO|bigint||64|0
dev|shop|customers|name|2|'nobody'|NO|character varying|100||
dev|shop|customers|born|3||YES|date|||

-- drivers: databases
SELECT database_name FROM svv_redshift_databases WHERE database_type = 'local'
---
dev

-- sqlalchemy-redshift: relations
SELECT c.relkind, n.oid AS schema_oid_known, n.nspname AS "schema", c.relname, c.reldiststyle AS diststyle,
  CASE c.reldiststyle WHEN 0 THEN 'EVEN' WHEN 1 THEN 'KEY' WHEN 8 THEN 'ALL' END AS diststyle_name,
  pg_catalog.pg_get_userbyid(u.usesysid) AS owner, TRIM(TRAILING ';' FROM pg_catalog.pg_get_viewdef(c.oid, true)) AS view_definition
FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_user u ON u.usesysid = c.relowner
WHERE c.relkind IN ('r', 'v', 'm', 'S', 'f') AND n.nspname = 'shop' AND c.relname = 'big'
---
v|100000|shop|big|0|EVEN|awsuser|select id, total from shop.orders where total > 15

-- sqlalchemy-redshift: constraints
SELECT n.nspname AS "schema", c.relname AS "table_name", t.contype, t.conname, t.conkey, a.attnum, a.attname,
  pg_catalog.pg_get_constraintdef(t.oid, true)::varchar(512) AS condef
FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint t ON t.conrelid = c.oid
JOIN pg_catalog.pg_attribute a ON t.conrelid = a.attrelid AND a.attnum = ANY(t.conkey)
WHERE n.nspname !~ '^pg_' AND n.nspname = 'shop' AND c.relname = 'orders' ORDER BY t.contype, a.attnum
---
shop|orders|f|orders_customer_fkey|{2}|2|customer|FOREIGN KEY (customer) REFERENCES shop.customers(id)
shop|orders|p|orders_pkey|{2,1}|1|id|PRIMARY KEY (customer, id)
shop|orders|p|orders_pkey|{2,1}|2|customer|PRIMARY KEY (customer, id)
