{{ config(materialized='table', dist='day', sort=['day'], sort_type='compound') }}
select date_trunc('day', placed_at)::date as day, count(*) as orders, sum(amount)::decimal(12,2) as amount
from {{ ref('orders') }}
group by 1
