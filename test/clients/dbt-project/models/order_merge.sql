{{ config(materialized='incremental', incremental_strategy='merge', unique_key='order_id') }}
select id as order_id, amount, placed_at from {{ ref('orders') }}
