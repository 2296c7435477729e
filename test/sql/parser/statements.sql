-- Statements that must be read, under the kind of tree that they become.

--: alter-database
alter database d rename to e;
alter database d isolation level serializable;
alter database d integration refresh all tables;
alter database d owner to u;
alter database d connection limit unlimited;

--: alter-default-privileges
alter default privileges for user a in schema s grant select on tables to group g;

--: alter-group
alter group g add user a;
alter group g rename to h;

--: alter-materialized-view
alter materialized view mv auto refresh no;

--: alter-role
alter role r with rename to s;
alter role r owner to u;

--: alter-schema
alter schema s quota unlimited;
alter schema s rename to r;
alter schema s owner to u;

--: alter-table
alter table t add column a int default 1 not null encode lzo;
alter table t drop column a cascade;
alter table t rename to x;
alter table t rename column a to b;
alter table t owner to "Bob";
alter table t alter column a type varchar(100);
alter table t alter column a encode zstd, alter column b encode lzo;
alter table t alter diststyle key distkey a;
alter table t alter distkey a, alter sortkey (b, c);
alter table t alter sortkey auto;
alter table t alter compound sortkey (a);
alter table t alter sortkey none;
alter table t alter encode auto;
alter table t append from s filltarget;
alter table t add constraint x primary key (a);
alter table t drop constraint x;
alter table s.t add partition (d='2020-01-01') location 's3://x';
alter table s.t set table properties ('numRows'='1');
alter table t row level security on;
alter table mv alter autorefresh = true;

--: alter-user
alter user u with password 'md5abc' nocreatedb;
alter user u set search_path to a, b;
alter user u reset timezone;
alter user u rename to v;
alter user u connection limit unlimited valid until '2030-01-01';
alter user u reset session timeout;

--: alter-view
alter view v owner to x;
alter view v rename to w;

--: analyze
analyze;
analyze verbose t (a, b);
analyze t predicate columns;
analyze compression t comprows 1000;
analyze predicate columns;

--: call-procedure
call p(1, 'x');

--: cancel
cancel 123;
cancel 123 'bye';

--: close
close c;

--: comment
comment on table a.b is 'x';
comment on column a.b.c is null;
comment on constraint c on t is 'x';

--: copy-job
copy job alter j auto off;
copy job run j;
copy job list;
COPY JOB SHOW "J";
copy job drop j;

--: copy
copy t from 's3://a' iam_role default format as csv delimiter ',' quote as '"' ignoreheader 1 gzip region as 'us-east-1' null as '\\N' maxerror 10 compupdate off statupdate on truncatecolumns acceptinvchars as '?' dateformat 'auto' timeformat as 'auto';
COPY "s"."t" ("a","b") FROM 's3://b' CREDENTIALS 'aws_access_key_id=x;aws_secret_access_key=y' CSV GZIP REGION 'us-east-1' TIMEFORMAT 'auto' STATUPDATE OFF ROUNDEC IGNOREHEADER 1 EMPTYASNULL;
COPY t FROM 's3://x/manifest.json' FORMAT AS PARQUET SERIALIZETOJSON manifest REGION 'r' CREDENTIALS 'aws_iam_role=arn';
copy t from 's3://x' with credentials as 'x' json 'auto ignorecase' encoding utf8 fillrecord;
COPY t ("id","email") FROM 's3://x' DELIMITER '\t' NULL AS '__x' GZIP FORMAT CSV ACCESS_KEY_ID 'a' SECRET_ACCESS_KEY 'b' SESSION_TOKEN 'c' dateformat 'auto' timeformat 'auto';
copy t from 's3://x' iam_role 'x' shapefile simplify auto 0.5;
copy t from 's3://x' iam_role 'x' avro 's3://paths' job create j auto on;

--: create-database
create database d with owner u connection limit 10 collate case_insensitive isolation level snapshot;
create database d from arn 'x' with data catalog schema y no data catalog schema;
create database d from integration 'id' database 'x';

--: create-external-schema
create external schema if not exists s from data catalog database 'x' region 'us-west-2' iam_role 'arn' create external database if not exists;
create external schema k from kinesis iam_role default;
create external schema k from kafka uri 'a:1' authentication none;
create external schema p from postgres database 'd' schema 's' uri 'h' port 5432 iam_role 'a' secret_arn 'b';

--: create-external-table
create external table s.t (a int, b varchar(10)) partitioned by (d date) row format delimited fields terminated by ',' stored as textfile location 's3://x' table properties ('a'='b');

--: create-function
create or replace function f(a int, float) returns float stable as $$ select $1 $$ language sql;
create function f(x varchar) returns varchar immutable as $$
return x
$$ language plpythonu;
create or replace external function f(int, varchar) returns varchar stable lambda 'x' iam_role default retry_timeout 100 max_batch_rows 10 max_batch_size 5 mb;

--: create-group
create group g with user a, b;

--: create-materialized-view
create materialized view mv backup no diststyle key distkey(6) sortkey(1) auto refresh yes as select 1;

--: create-procedure
create or replace procedure p(in a int, b out varchar(10), inout c int) nonatomic as $_$ begin end; $_$ language plpgsql security definer set search_path to x;
create procedure p() language plpgsql as 'begin end';

--: create-role
create role r externalid 'x';

--: create-schema
create schema if not exists s authorization u quota 10 gb;
create schema authorization u create table t (a int) create view v as select 1 grant select on t to x;
create schema gzip;

--: create-table
create table a.b (id int identity(0,1) encode az64 distkey sortkey, n numeric(10,2) default 1.5 not null, v character varying(10) collate case_insensitive, d double precision, t timestamp without time zone default getdate(), s super, unique(id), foreign key (id) references x (id), like y including defaults) backup no diststyle even interleaved sortkey (id, n) encode auto;
create temp table x (like a);
create local temporary table x (a int) on commit preserve rows;
create table x (id bigint generated by default as identity(1,1), constraint pk primary key (id));
create table t ("timestamp" timestamp, type varchar, name text, value float(4), date date, year int, month int, key int, status int, data super, c char(10), nc national character varying(10), bv binary varying(10), vb varbyte(max), i interval year to month, i2 interval day to second (3));
create table language (timestamp timestamp, encode int, interval int, oid int);

--: create-table-as
create table x diststyle key distkey (a) compound sortkey(a,b) as (select 1 a);
create table x (a, b) distkey(a) as select 1, 2;
create table #x as select 1 with no data;
create temp table avro as (select 1);

--: create-user
create user u password 'x' createdb in group a, b valid until 'infinity' connection limit 5 session timeout 60 syslog access unrestricted;
create user u with password disable;

--: create-view
create or replace view v (a, b) as select 1, 2 with no schema binding;
create view v as (select 1);

--: deallocate
deallocate p;
deallocate prepare p;
deallocate all;

--: declare-cursor
declare c cursor for select 1;
declare "x" cursor without hold for select 1;

--: delete
delete from t using x where t.a = x.a;
delete t where a = 1;

--: drop
drop table if exists a, b.c cascade;
drop materialized view x;
drop function f(int, varchar(10));
drop procedure if exists p(a in int);
drop schema s drop external database cascade;
drop user if exists "A", b;
drop role r force;
drop rls policy p cascade;
drop identity provider x;
drop library l;
drop datashare d;
drop masking policy p;
drop model m;

--: execute
execute p(1, 'x');

--: explain
explain select 1;
explain verbose insert into t values (1);
explain analyze select 1;

--: fetch
fetch next from c;
fetch all from c;
fetch forward 10 from c;
fetch forward all from c;
fetch forward from "C";
fetch 100 in c;
fetch c;

--: grant
grant select, insert (a, b) on table t, u to x, group y, role z, public with grant option;
grant all privileges on all tables in schema s to group g;
grant usage on schema s to u;
grant create on database d to u;
grant execute on function f(int) to u;
grant select for tables in schema s database d to role r;
grant usage for schemas in database d to u;
grant assumerole on 'arn:x', default to u for copy, unload;
grant role a, b to u with admin option;
grant role sys:dba to role x;
grant create user, drop user, access system table to role r;
revoke grant option for select on t from u cascade;
revoke all on schema s from public;
revoke role a from role b;
revoke assumerole on all from public for all;
grant select on t to a with grant option, role b;
grant role a, role b to c;
grant create or replace function, vacuum to role r;

--: insert
insert into t values (1, default), (2, 'x');
insert into t (a) select 1;
insert into t (select * from x);
insert into t default values;
insert into t ((select 1) union select 2);
insert into t with x as (select 1) select * from x;

--: lock
lock table a, b;
lock a in access exclusive mode;

--: merge
merge into t using s on t.id = s.id when matched then update set a = s.a when not matched then insert (id, a) values (s.id, s.a);
merge into t using s as x on t.id = x.id when matched then delete when not matched then insert values (x.id, 1);
merge into t using s on t.id = s.id remove duplicates;

--: named ALTER DATASHARE
alter datashare d add schema s;
alter datashare d remove schema s;

--: named ALTER EXTERNAL SCHEMA
alter external schema s authentication mtls;

--: named ALTER EXTERNAL VIEW
alter external view v as select 1;

--: named ALTER FUNCTION
alter function f(int) owner to u;

--: named ALTER IDENTITY PROVIDER
alter identity provider p enable;

--: named ALTER MASKING POLICY
alter masking policy p using (0);

--: named ALTER MODEL
alter model m rename to n;

--: named ALTER PROCEDURE
alter procedure p(int) owner to x;

--: named ALTER RLS POLICY
alter rls policy p using (true);

--: named ALTER SYSTEM
alter system set x = y;

--: named ALTER TEMPLATE
alter template t set csv;

--: named ATTACH MASKING POLICY
attach masking policy p on t(c) to public priority 10;

--: named ATTACH RLS POLICY
attach rls policy p on t to role r;

--: named CREATE DATASHARE
create datashare d set publicaccessible true;

--: named CREATE EXTERNAL VIEW
create external view v as select 1;

--: named CREATE IDENTITY PROVIDER
create identity provider x type azure namespace 'a' parameters '{}';

--: named CREATE LIBRARY
create library l language plpythonu from 's3://x';

--: named CREATE MASKING POLICY
create masking policy p with (a int) using (0);

--: named CREATE MODEL
create model m from (select * from t) target x function f iam_role default settings (s3_bucket 'x');

--: named CREATE RLS POLICY
create rls policy p with (a int) using (a = 1);

--: named CREATE TEMPLATE
create template t for copy as csv;

--: named DESC DATASHARE
desc datashare d;

--: named DESC IDENTITY PROVIDER
desc identity provider p;

--: named DETACH MASKING POLICY
detach masking policy p on t(c) from public;

--: named DETACH RLS POLICY
detach rls policy p on t from role r;

--: named DROP EXTERNAL VIEW
drop external view v;

--: named DROP TEMPLATE
drop template t;

--: named GRANT TO ACCOUNT
grant usage on datashare d to account '123' via data catalog;

--: named GRANT TO IAM_ROLE
grant select on external table s.t to iam_role 'x';

--: named GRANT TO MASKING POLICY
grant select on t to masking policy m;

--: named GRANT TO NAMESPACE
grant usage on datashare d to namespace 'x';

--: named GRANT TO RLS POLICY
grant select on t to rls policy p;

--: named REVOKE FROM ACCOUNT
revoke usage on datashare d from account '1';

--: prepare
prepare p (int, varchar) as select $1;

--: refresh-materialized-view
refresh materialized view mv cascade;

--: reset
reset all;
reset x;
reset session authorization;

--: select
select top 10 * from t;
select distinct top 5 a from t;
select * exclude (a, b) from t;
select * exclude a from t qualify;
select a into temp table x from t;
select a into #x from t;
select * from t tt qualify row_number() over (partition by a order by b desc) = 1;
select level, * from employees start with manager_id is null connect by prior id = manager_id;
select level from e connect by nocycle prior id = mgr and prior x = y start with id = 1;
select * from (select partname, price from part) pivot (avg(price) as p for partname in ('prop' as x, 'rudder', 'wing'));
select * from (select red, green from t) unpivot (cnt for color in (red, green as 'g', blue as b));
select * from t unpivot include nulls (v for n in (a, b)) as u;
select a, sum(b) from t group by rollup (a, (b, c)), cube(d), grouping sets ((a), (b, c), ());
select a, count(*) from t group by all;
with recursive x(n) as (select 1 union all select n+1 from x where n < 10) select * from x;
select o.x, e from orders o, o.items as e at i;
select c.*, o from customer c, c.c_orders o;
select attr, val from customer c, unpivot c.obj as val at attr;
select c.a[0].b.c, c.x[1:2] from c;
select * from t, t.a[0].b as x at y;
select * from t1, t2 where t1.a = t2.a(+) and t2.b (+) = 3;
select sum(x) over (partition by a order by b rows between unbounded preceding and current row) from t;
select lag(x ignore nulls) over (order by y), lag(x) ignore nulls over (order by y), first_value(x) respect nulls over w from t window w as (partition by a);
select listagg(distinct a, ',') within group (order by a desc) over (partition by b) from t;
select approximate count(distinct a), approximate percentile_disc(0.5) within group (order by x) from t;
select extract(epoch from x), extract('day' from x), position('a' in b), trim(both 'x' from y), trim(y), trim(leading from y), substring(a from 1 for 2), substring(a, 1), overlay(a placing b from 1 for 2), cast(a as decimal(10,2)), try_cast(a as int), convert(int, a), convert_timezone('UTC', 'X', a) from t;
select dateadd(day, 1, x), datediff('month', a, b), date_part(w, c), date '2020-01-01', timestamp '2020-01-01 00:00:00', timestamp with time zone '2020-01-01', time '10:00', interval '1' day, interval '1 day', interval '1-2' year to month, interval '1 2:3:4' day to second(3), getdate(), sysdate, current_date, current_timestamp, current_user;
select case when a then b else c end, case a when 1 then 2 end, a::varchar(10)::int, (a).b, a is not null, a isnull, a not in (1,2), a not like '%x' escape '\\', a similar to 'x', a ~ 'x', a !~* 'y', a between 1 and 2 and b not between symmetric 3 and 4, not exists (select 1), a at time zone 'UTC', a is distinct from b, a is not true;
select a = any(current_schemas(true)), a = all (select 1), a <> some (array[1,2]);
select 1 where relname OPERATOR(pg_catalog.~) '^(foo)$' COLLATE pg_catalog.default;
select a union select b union all select c except select d minus select e intersect select f order by 1 limit 10 offset 5;
(select 1) union (select 2 order by 1 limit 1);
select * from ((select 1) union (select 2)) x;
select * from (a join b on true) , lateral (select 1) z, lateral f(1) y;
select * from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int);
select a.attnum > 0, t.typname::text, c.relname as "table_name", current_database(), pg_catalog.format_type(a.atttypid, a.atttypmod) from pg_catalog.pg_class c, pg_type t;
select oid, c.oid, 'x'::regclass::oid from pg_class c;
select 1 as select, 2 as "from", 3 AS table;
select left(a, 1), right(b, 2), replace(a, 'x', 'y'), binary(x) from t;
select "quoted""name", N'x', E'a\'b', 'a''b', $1, .5, 1., 1e3, 1.5E-3 from "T";
select /* a /* nested */ b */ 1;
select $$a'b$$, $x$ $$ $x$;
select a from t1 left outer join t2 using (a, b) full join t3 on t1.a = t3.a cross join t4 natural join t5 inner join t6 on (true);
select a from t1 join t2 join t3 on t2.a = t3.a on t1.a = t2.a;
select 5 # 3, a & b | c, ~a, |/ 4, @ -1, 2 ^ 3, a << 1, 5 !, !! 5, a % 2;
select object('a', 1), array(1, 'x'), array[1,2], row(1,2), (1,2) = (3,4), array(select 1);
select (a, b) overlaps (c, d), array_to_string(relacl, ',') from t;
select count(*) filter (where a > 1), string_agg(a, ',' order by b) from t;
select trim(a || b), -a::int, - - 1, +1, not not true;
select a.b.c.d from x.y.z;
with x as (select 1), y(a) as (select 2) select * from x, y for update;
select * from t where (a, b) in (select 1, 2) and (a, b) in ((1, 2), (3, 4));
select json_parse('{}')::super, super '[1]', '{"a":1}'::super;
select f(a => 1, b := 2);
select 'a'
'b';
select year, month, day, hour, key, value, name, type, date, status, data, level, role, session, text from t;
select t.timestamp, t.user, t.order, t.select from t;
select array, cell from grid as g, g.lines as array, array as cell;
select * from t where interval = 78 and t.time > 1;
select backup, encode, gzip, language, oid, array from foo f;
select * from t * x;
select *, a exclude b, c from t;
select exclude from t;

--: set
set x to 1;
set x = 'y';
set search_path to a, "B", '$user';
set session x to on;
set local statement_timeout = 0;
set time zone 'UTC';
set timezone to default;
set session authorization bob;
set session authorization default;
set session authorization 'x';
set query_group to default;
set query_group to 'a';
set session characteristics as transaction isolation level read committed, read only;
set a.b to 'v';
set seed to 0.5;
set extra_float_digits = 2;
set datestyle to iso, mdy;
set client_encoding to 'UTF8';
set names 'utf8';
set transaction isolation level serializable;
set enable_case_sensitive_identifier to true;
set readonly=1;
set x to -1;

--: show
show all;
show x;
show search_path;
show transaction_read_only;
show standard_conforming_strings;
show time zone;
show transaction isolation level;
show server_version;
show session authorization;

--: show-object
show databases;
show databases like 'a%' limit 10;
show schemas from database d like 'x';
show tables from schema d.s like 'y' limit 5;
show columns from table d.s.t;
show constraints primary keys from table d.s.t;
show constraints foreign keys exported from table d.s.t;
show column grants on table d.s.t;
show grants on table d.s.t for role r;
show grants on schema s;
show grants on database d;
show grants for u from database d;
show functions from schema d.s like 'x';
show procedures from schema s;
show parameters of function d.s.f(int, character varying) like 'x';
show parameters of procedure p();
show table s.t;
show view v;
show external table s.t partition;
show procedure p(int);
show model m;
show model all;
show datashares;
show template t;
show catalogs;
show databases from data catalog iam_role default;
show function f(int);
show grants for role r;

--: transaction
begin;
begin work;
begin transaction isolation level serializable read only;
start transaction read write, isolation level read committed;
commit work;
end;
end transaction;
rollback transaction;
abort;
begin;
commit;

--: truncate
truncate table a.b;

--: unload
unload ('select ''a'' from t') to 's3://x' iam_role 'SESSION' parquet partition by (a, b) include allowoverwrite parallel off maxfilesize as 512.0 MB rowgroupsize 64 mb encrypted auto kms_key_id 'x' region as 'y' manifest verbose header addquotes escape extension 'csv' null 'x';
UNLOAD ($$select 1$$) TO 's3://x' IAM_ROLE 'x' FORMAT AS CSV CLEANPATH ENCRYPTED manifest;

--: update
update t set a = 1, b = default from x where t.a = x.a;
update t as u set a = (select 1);
with x as (select 1) update t set a = 1 where b in (select * from x);

--: use
use d;

--: vacuum
vacuum;
vacuum full t;
vacuum sort only t to 75 percent;
vacuum delete only s.t boost;
vacuum reindex t;
vacuum recluster t;
vacuum t;

--: create-database
create database d with owner = u connection limit 5 from datashare x of account '1' namespace 'n';
create database d iam_role default;
create database d with permissions from datashare x of namespace 'n';

--: create-table
create table t (a bigint identity not null, b bigint generated by default as identity);
