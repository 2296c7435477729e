import { bucket } from './stage.ts';

export interface Step {
  title: string;
  sql: string[];
  /** The last statement is meant to fail. */
  fails?: boolean;
}

const role = 'iam_role default';

/** The way of the data: into tables, out to S3 again, and back. */
export const loads: Step[] = [
  {
    title: 'Airports from a CSV file with a header.',
    sql: [
      `create table airports (
  iata char(4) not null, name varchar(100), city varchar(60), state varchar(10), country varchar(60),
  latitude float8, longitude float8, primary key (iata)) diststyle all sortkey (iata)`,
      `copy airports from 's3://${bucket}/airports/' ${role} csv ignoreheader 1`,
    ],
  },
  {
    title:
      'Earthquakes from JSON lines; a jsonpaths file says where each column is, one keeps the whole object.',
    sql: [
      `create table earthquakes (
  id varchar(20), magnitude decimal(4,2), place varchar(200), at timestamp, depth_km decimal(8,3),
  properties super) sortkey (at)`,
      `copy earthquakes from 's3://${bucket}/earthquakes/' ${role}
  json 's3://${bucket}/jsonpaths/earthquakes.json' timeformat 'epochmillisecs'`,
    ],
  },
  {
    title: 'Three million US flights of 2001 from Parquet.',
    sql: [
      `create table flights (
  departed timestamp, delay bigint, distance bigint, origin char(3), destination char(3))
  distkey (origin) compound sortkey (departed)`,
      `copy flights from 's3://${bucket}/flights-parquet/' ${role} format as parquet`,
    ],
  },
  {
    title: 'Out to S3 as gzip CSV, a file for each slice, with a manifest.',
    sql: [
      `unload ('select * from flights') to 's3://${bucket}/flights-csv/part_' ${role}
  csv gzip manifest maxfilesize 16 mb cleanpath`,
    ],
  },
  {
    title: 'And back, by that manifest.',
    sql: [
      'create table flights_again (like flights)',
      `copy flights_again from 's3://${bucket}/flights-csv/part_manifest' ${role} csv gzip manifest`,
      `select count(*) as flights, sum(delay) as delay, count(distinct origin) as airports from flights_again`,
    ],
  },
  {
    title: 'A damaged file: nothing is loaded, and the error says where and why.',
    sql: [
      'create table damaged (like airports)',
      `copy damaged from 's3://${bucket}/damaged/' ${role} csv ignoreheader 1`,
    ],
    fails: true,
  },
  {
    title: 'With MAXERROR the good lines are loaded, and the bad ones are in stl_load_errors.',
    sql: [
      `copy damaged from 's3://${bucket}/damaged/' ${role} csv ignoreheader 1 maxerror 10`,
      `select line_number, trim(colname) as "column", trim(raw_field_value) as value, trim(err_reason) as reason
from stl_load_errors where query = pg_last_copy_id() order by line_number`,
    ],
  },
  {
    title: 'Delays by month as partitioned Parquet.',
    sql: [
      `unload ('select date_trunc(''month'', departed)::date as month, origin, count(*) as flights, avg(delay) as mean_delay
  from flights group by 1, 2') to 's3://${bucket}/delays/' ${role}
  format parquet partition by (month) cleanpath`,
      `select trim(file_name) as file, line_count as lines, transfer_size as bytes from sys_unload_detail
where query_id = pg_last_unload_id() order by 1`,
    ],
  },
];
