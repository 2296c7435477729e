-- Administration scripts and consoles: who may what, who runs what, how a table is made (awslabs/amazon-redshift-utils, Grafana).

-- table definition: columns as the DDL generator reads them
SELECT a.attname, UPPER(format_type(a.atttypid, a.atttypmod)),
  CASE WHEN format_encoding((a.attencodingtype)::integer) = 'none' THEN 'ENCODE RAW' ELSE 'ENCODE ' + format_encoding((a.attencodingtype)::integer) END AS encoding,
  CASE WHEN a.attisdistkey THEN 'DISTKEY' ELSE '' END, a.attsortkeyord, adef.adsrc
FROM pg_namespace AS n INNER JOIN pg_class AS c ON n.oid = c.relnamespace INNER JOIN pg_attribute AS a ON c.oid = a.attrelid
LEFT OUTER JOIN pg_attrdef AS adef ON a.attrelid = adef.adrelid AND a.attnum = adef.adnum
WHERE c.relkind = 'r' AND a.attnum > 0 AND n.nspname = 'shop' AND c.relname = 'orders' ORDER BY a.attnum
---
id|INTEGER|ENCODE RAW||2|
customer|INTEGER|ENCODE RAW|DISTKEY|1|
total|NUMERIC(8,2)|ENCODE az64||0|
note|CHARACTER VARYING(20)|ENCODE lzo||0|
at|TIMESTAMP WITHOUT TIME ZONE|ENCODE az64||0|

-- table definition: constraints
SELECT n.nspname, c.relname, pg_get_constraintdef(con.oid) FROM pg_constraint con INNER JOIN pg_class c ON con.conrelid = c.oid
INNER JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'shop' ORDER BY 2, 3
---
shop|customers|PRIMARY KEY (id)
shop|orders|FOREIGN KEY (customer) REFERENCES shop.customers(id)
shop|orders|PRIMARY KEY (customer, id)

-- table definition: pg_table_def sees the search path only
SELECT count(*) FROM pg_table_def WHERE schemaname = 'shop'
---
0

-- effective privileges
SELECT u.usename, has_schema_privilege(u.usename, 'shop', 'usage') AS usage, has_table_privilege(u.usename, 'shop.orders', 'select') AS sel, has_table_privilege(u.usename, 'shop.orders', 'insert') AS ins
FROM pg_user u WHERE u.usename <> 'rdsdb' ORDER BY 1
---
awsuser|t|t|t
reader|t|t|f

-- privileges as lists
SELECT nspname, relname, array_to_string(relacl, ',') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = 'shop' AND relacl IS NOT NULL
---
shop|orders|awsuser=arwdRxtD/awsuser,reader=r/awsuser

-- Grafana: privileges on relations
SELECT namespace_name, relation_name, privilege_type, identity_name, identity_type, admin_option FROM svv_relation_privileges WHERE namespace_name = 'shop'
---
shop|orders|SELECT|reader|user|f

-- privileges on schemas
SELECT namespace_name, privilege_type, identity_name, identity_type FROM svv_schema_privileges WHERE namespace_name = 'shop'
---
shop|USAGE|analysts|group

-- groups of users
SELECT usename, groname FROM pg_user, pg_group WHERE pg_user.usesysid = ANY(pg_group.grolist) ORDER BY 1
---
reader|analysts

-- users
SELECT user_name, createdb, superuser, syslog_access FROM svv_user_info WHERE user_id > 1 ORDER BY 1
---
awsuser|t|t|UNRESTRICTED
reader|f|f|RESTRICTED

-- isolation
SELECT trim(db_name), trim(isolation_level) FROM stv_db_isolation_level
---
dev|Snapshot Isolation

-- own session
SELECT trim(user_name), trim(db_name) FROM stv_sessions WHERE process = pg_backend_pid()
---
awsuser|dev

-- statements of this session that made tables
SELECT count(*) FROM stl_ddltext WHERE pid = pg_backend_pid() AND text ILIKE 'create table shop.%'
---
2

-- reassembled statement text
SELECT LISTAGG(CASE WHEN LEN(RTRIM(text)) = 0 THEN text ELSE RTRIM(text) END) WITHIN GROUP (ORDER BY sequence)
FROM svl_statementtext WHERE type = 'DDL' AND pid = pg_backend_pid() GROUP BY xid, starttime HAVING min(text) ILIKE 'create view shop.big%'
---
create view shop.big as select id, total from shop.orders where total > 15

-- who blocks whom, nobody
SELECT l.table_id, l.lock_owner_pid, s.user_name FROM stv_locks l JOIN stv_sessions s ON s.process = l.lock_owner_pid
---

-- tables of a size
SELECT "schema", "table", diststyle, sortkey1, sortkey_num, tbl_rows FROM svv_table_info ORDER BY size DESC
---
shop|orders|KEY(customer)|customer|2|2

-- settings
SELECT name, setting FROM pg_settings WHERE name = 'timezone'
---
timezone|UTC

-- slices
SELECT count(DISTINCT node), count(*) FROM stv_slices
---
1|1
