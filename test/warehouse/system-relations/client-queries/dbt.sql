-- Shapes of dbt-redshift's macros (dbt-labs/dbt-adapters, dbt-redshift/src/dbt/include/redshift/macros).

-- list_relations_without_caching
select table_catalog as database, table_name as name, table_schema as schema, 'table' as type
from information_schema.tables where table_schema ilike 'shop' and table_type = 'BASE TABLE'
union all
select table_catalog as database, table_name as name, table_schema as schema,
  case when view_definition ilike '%create materialized view%' then 'materialized_view' else 'view' end as type
from information_schema.views where table_schema ilike 'shop' order by 2
---
dev|big|shop|view
dev|customers|shop|table
dev|late|shop|view
dev|orders|shop|table

-- get_columns_in_relation, a table
with bound_views as (
  select ordinal_position, table_schema, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale
  from information_schema."columns" where table_name = 'orders'),
unbound_views as (
  select ordinal_position, view_schema, col_name,
    case when col_type ilike 'character varying%' then 'character varying' when col_type ilike 'numeric%' then 'numeric' else col_type end as col_type,
    case when col_type like 'character%' then nullif(REGEXP_SUBSTR(col_type, '[0-9]+'), '')::int else null end as character_maximum_length,
    case when col_type like 'numeric%' then nullif(SPLIT_PART(REGEXP_SUBSTR(col_type, '[0-9,]+'), ',', 1), '')::int else null end as numeric_precision,
    case when col_type like 'numeric%' then nullif(SPLIT_PART(REGEXP_SUBSTR(col_type, '[0-9,]+'), ',', 2), '')::int else null end as numeric_scale
  from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, ordinal_position int)
  where view_name = 'orders'),
external_views as (
  select columnnum, schemaname, columnname, external_type, null::int as character_maximum_length, null::int as numeric_precision, null::int as numeric_scale
  from pg_catalog.svv_external_columns where schemaname = 'shop' and tablename = 'orders'),
unioned as (select * from bound_views union all select * from unbound_views union all select * from external_views)
select column_name, data_type, character_maximum_length, numeric_precision, numeric_scale
from unioned where table_schema = 'shop' order by ordinal_position
---
id|integer||32|0
customer|integer||32|0
total|numeric||8|2
note|character varying|20||
at|timestamp without time zone|||

-- get_columns_in_relation, a late-binding view
select ordinal_position, view_schema, col_name,
  case when col_type like 'numeric%' then nullif(SPLIT_PART(REGEXP_SUBSTR(col_type, '[0-9,]+'), ',', 2), '')::int else null end as numeric_scale
from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, ordinal_position int)
where view_name = 'late' order by 1
---
1|shop|id|
2|shop|total|2

-- list_schemas
select distinct nspname from pg_namespace where nspname not like 'pg\_%' order by 1
---
information_schema
public
shop

-- check_schema_exists
select count(*) from pg_namespace where nspname = 'shop'
---
1

-- catalog: early and late binding relations with their owners
with late_binding as (
  select table_schema, table_name, 'LATE BINDING VIEW'::varchar as table_type, null::text as table_comment,
    column_name, column_index, column_type, null::text as column_comment
  from pg_get_late_binding_view_cols() cols(table_schema name, table_name name, column_name name, column_type varchar, column_index int)
  where upper(table_schema) = upper('shop')),
early_binding as (
  select sch.nspname as table_schema, tbl.relname as table_name,
    case when tbl.relkind = 'v' and mat_views.table_name is not null then 'MATERIALIZED VIEW' when tbl.relkind = 'v' then 'VIEW' else 'BASE TABLE' end as table_type,
    tbl_desc.description as table_comment, col.attname as column_name, col.attnum as column_index,
    pg_catalog.format_type(col.atttypid, col.atttypmod) as column_type, col_desc.description as column_comment
  from pg_catalog.pg_namespace sch
  join pg_catalog.pg_class tbl on tbl.relnamespace = sch.oid
  join pg_catalog.pg_attribute col on col.attrelid = tbl.oid
  left outer join pg_catalog.pg_description tbl_desc on tbl_desc.objoid = tbl.oid and tbl_desc.objsubid = 0
  left outer join pg_catalog.pg_description col_desc on col_desc.objoid = tbl.oid and col_desc.objsubid = col.attnum
  left outer join information_schema.views mat_views on mat_views.table_schema = sch.nspname
    and mat_views.table_name = tbl.relname and mat_views.view_definition ilike '%create materialized view%'
    and mat_views.table_catalog = 'dev'
  where tbl.relkind in ('r', 'v', 'f', 'p') and col.attnum > 0 and not col.attisdropped and upper(sch.nspname) = upper('shop')),
unioned as (select * from early_binding union all select * from late_binding),
table_owners as (
  select schemaname as table_schema, tablename as table_name, tableowner as table_owner from pg_tables
  union all
  select schemaname as table_schema, viewname as table_name, viewowner as table_owner from pg_views)
select 'dev' as table_database, * from unioned join table_owners using (table_schema, table_name)
order by table_name, "column_index"
---
dev|shop|big|VIEW||id|1|integer||awsuser
dev|shop|big|VIEW||total|2|numeric(8,2)||awsuser
dev|shop|customers|BASE TABLE||id|1|bigint||awsuser
dev|shop|customers|BASE TABLE||name|2|character varying(100)||awsuser
dev|shop|customers|BASE TABLE||born|3|date||awsuser
dev|shop|late|LATE BINDING VIEW||id|1|integer||awsuser
dev|shop|late|LATE BINDING VIEW||total|2|numeric(8,2)||awsuser
dev|shop|orders|BASE TABLE|What was ordered|id|1|integer||awsuser
dev|shop|orders|BASE TABLE|What was ordered|customer|2|integer||awsuser
dev|shop|orders|BASE TABLE|What was ordered|total|3|numeric(8,2)|In euros|awsuser
dev|shop|orders|BASE TABLE|What was ordered|note|4|character varying(20)||awsuser
dev|shop|orders|BASE TABLE|What was ordered|at|5|timestamp without time zone||awsuser

-- catalog: sizes
select "schema" as table_schema, "table" as table_name, encoded as "stats:encoded:value", diststyle,
  case when sortkey1 like 'INTERLEAVED%' then 'INTERLEAVED'::text else sortkey1 end as sortkey1,
  max_varchar, sortkey_num, size > 0, tbl_rows, stats_off, (skew_rows is not null) as "stats:skew_rows:include"
from svv_table_info where upper("schema") = upper('shop')
---
shop|orders|Y, AUTO(ENCODE)|KEY(customer)|customer|20|2|t|2|0.00|f

-- can_select_from
select has_table_privilege(current_user, 'svv_table_info', 'SELECT') as can_select
---
t

-- get_show_grant_sql
with privileges as (
  select 'select' as privilege_type union all select 'insert' as privilege_type union all select 'update' as privilege_type
  union all select 'delete' as privilege_type union all select 'references' as privilege_type)
select u.usename as grantee, p.privilege_type
from pg_user u cross join privileges p
where has_table_privilege(u.usename, '"dev"."shop"."orders"', privilege_type) and u.usename != current_user and not u.usesuper
---
reader|select

-- get_relations: what views read
with relation as (
  select pg_class.oid as relation_id, pg_class.relname as relation_name, pg_class.relnamespace as schema_id,
    pg_namespace.nspname as schema_name, pg_class.relkind as relation_type
  from pg_class join pg_namespace on pg_class.relnamespace = pg_namespace.oid
  where pg_namespace.nspname != 'information_schema' and pg_namespace.nspname not like 'pg\_%'),
dependency as (
  select distinct coalesce(pg_rewrite.ev_class, pg_depend.objid) as dep_relation_id,
    pg_depend.refobjid as ref_relation_id, pg_depend.refclassid as ref_class_id
  from pg_depend left join pg_rewrite on pg_depend.objid = pg_rewrite.oid
  where coalesce(pg_rewrite.ev_class, pg_depend.objid) != pg_depend.refobjid)
select distinct dep.schema_name as dependent_schema, dep.relation_name as dependent_name,
  ref.schema_name as referenced_schema, ref.relation_name as referenced_name
from dependency join relation ref on dependency.ref_relation_id = ref.relation_id
join relation dep on dependency.dep_relation_id = dep.relation_id
where dep.relation_type = 'v'
---
shop|big|shop|orders

-- get_relation_last_modified
select ns.nspname as "schema", c.relname as identifier, max(qd.start_time) is not null as last_modified
from pg_class c join pg_namespace ns on ns.oid = c.relnamespace join sys_query_detail qd on qd.table_id = c.oid
where qd.step_name = 'insert' and (upper(ns.nspname) = upper('shop') and upper(c.relname) = upper('orders'))
group by 1, 2
---
shop|orders|t

-- describe_materialized_view, none there
select tb.database, tb.schema, tb.table, tb.diststyle, tb.sortkey1, mv.autorefresh
from svv_table_info tb
left join svv_mv_info mv on mv.database_name = tb.database and mv.schema_name = tb.schema and mv.name = tb.table
where tb.table ilike 'none' and tb.schema ilike 'shop' and tb.database ilike 'dev'
---
