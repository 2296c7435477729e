{{ config(materialized='view', bind=False) }}
select city, sum(amount) as amount from {{ ref('order_facts') }} group by city
