-- What loaders ask before and after they write: awswrangler, dlt, Airbyte, Estuary, Artie, Sling.

-- awswrangler: primary key columns stand between the parentheses
SELECT indexdef FROM pg_indexes WHERE schemaname = 'shop' AND tablename = 'orders'
---
CREATE UNIQUE INDEX orders_pkey ON shop.orders USING btree (customer, id)

-- awswrangler: columns
SELECT column_name FROM svv_columns WHERE table_schema = 'shop' AND table_name = 'customers' ORDER BY ordinal_position
---
id
name
born

-- awswrangler: does the table exist
SELECT true WHERE EXISTS (SELECT * FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'shop' AND TABLE_NAME = 'orders')
---
t

-- dlt: schemas
SELECT 1 FROM svv_redshift_schemas WHERE database_name = 'dev' AND schema_name = 'shop'
---
1

-- dlt: columns of tables
SELECT table_name, column_name, data_type, is_nullable, numeric_precision, numeric_scale, character_maximum_length
FROM INFORMATION_SCHEMA.COLUMNS WHERE table_schema = 'shop' AND table_name IN ('orders') ORDER BY table_name, ordinal_position LIMIT 3
---
orders|id|integer|NO|32|0|
orders|customer|integer|NO|32|0|
orders|total|numeric|YES|8|2|

-- Airbyte: tables of namespaces
SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
WHERE table_catalog = 'dev' AND table_schema = 'shop' AND table_name = 'big' ORDER BY ordinal_position
---
shop|big|id|integer
shop|big|total|numeric

-- Airbyte: what went wrong with a COPY
SELECT * FROM stl_load_errors WHERE starttime >= GETDATE() - INTERVAL '1 minute'
---

-- Estuary: schemas
select schema_name from svv_all_schemas where database_name = current_database() and schema_name = 'shop'
---
shop

-- Estuary: what went wrong with a COPY
select file_name, line_number, column_name, error_message from sys_load_error_detail where file_name like 's3://bucket/%' order by start_time desc
---

-- Artie: rows of the last COPY
SELECT pg_last_copy_count()
---
0

-- Artie: describe a table
select c.column_name, c.data_type, c.character_maximum_length, d.description
from information_schema.columns c
left join pg_class c1 on c.table_name = c1.relname
left join pg_catalog.pg_namespace n on c.table_schema = n.nspname and c1.relnamespace = n.oid
left join pg_catalog.pg_description d on d.objsubid = c.ordinal_position and d.objoid = c1.oid
where lower(c.table_name) = lower('orders') and lower(c.table_schema) = lower('shop') order by c.ordinal_position
---
id|integer||
customer|integer||
total|numeric||In euros
note|character varying|20|
at|timestamp without time zone||

-- Sling: primary keys
select tc.constraint_name as pk_name, kcu.ordinal_position as position, kcu.column_name as column_name
from information_schema.table_constraints tc
join information_schema.key_column_usage kcu on kcu.constraint_name = tc.constraint_name
  and kcu.constraint_schema = tc.constraint_schema and kcu.table_name = tc.table_name
where tc.constraint_type = 'PRIMARY KEY' and kcu.table_schema = 'shop' and kcu.table_name = 'orders' order by 2
---
orders_pkey|1|customer
orders_pkey|2|id

-- Sling: schemata
select cols.table_schema as schema_name, cols.table_name, case tables.table_type when 'VIEW' then true else false end as is_view, cols.column_name, cols.data_type, cols.ordinal_position as position
from information_schema.columns cols
join information_schema.tables tables on tables.table_catalog = cols.table_catalog and tables.table_schema = cols.table_schema and tables.table_name = cols.table_name
where cols.table_schema = 'shop' and cols.table_name = 'customers' order by 6
---
shop|customers|f|id|bigint|1
shop|customers|f|name|character varying|2
shop|customers|f|born|date|3

-- spark-redshift: foreign keys
select rc.constraint_name, rc.unique_constraint_name from information_schema.referential_constraints rc where rc.constraint_schema = 'shop'
---
orders_customer_fkey|customers_pkey
