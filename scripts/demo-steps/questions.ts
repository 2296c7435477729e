/** What the demo asks, from a plain count to Redshift's own constructs. */
export const questions: { title: string; sql: string }[] = [
  {
    title: 'Which airports have the most departures, and how late are they?',
    sql: `select a.iata, a.city, count(*) as flights, avg(f.delay::decimal(10,2))::decimal(6,1) as mean_delay,
       median(f.delay) as median_delay
from flights f join airports a on a.iata = f.origin
group by 1, 2 order by flights desc limit 8`,
  },
  {
    title: 'When in the day should one fly?',
    sql: `select date_part(hour, departed)::int as hour, count(*) as flights,
       round(100.0 * sum(case when delay > 15 then 1 else 0 end) / count(*), 1) as percent_late
from flights group by 1 having count(*) > 1000 order by percent_late limit 5`,
  },
  {
    title: 'The longest delay of each month, one row each (QUALIFY).',
    sql: `select date_trunc('month', departed)::date as month, origin, destination, delay
from flights f
qualify row_number() over (partition by date_trunc('month', departed) order by delay desc, departed) = 1
order by month`,
  },
  {
    title: 'Strong earthquakes, read from a SUPER column.',
    sql: `select magnitude, place, at, properties.tsunami::int as tsunami, properties."type"::varchar as kind
from earthquakes where magnitude >= 5.5 order by magnitude desc limit 5`,
  },
  {
    title: 'Which routes a traveller can take from HNL (LISTAGG).',
    sql: `select origin, listagg(distinct destination, ', ') within group (order by destination) as destinations
from flights where origin = 'HNL' group by 1`,
  },
  {
    title: 'What the catalog says of the tables.',
    sql: `select "table", diststyle, sortkey1, tbl_rows from svv_table_info where schema = 'public' order by tbl_rows desc`,
  },
];
