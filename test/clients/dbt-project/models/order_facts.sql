{{ config(materialized='incremental', unique_key='order_id', on_schema_change='append_new_columns') }}
select o.id as order_id, c.name, c.city, o.amount, o.placed_at
from {{ ref('orders') }} o
join {{ ref('customer_names') }} c on c.customer_id = o.customer_id
{% if is_incremental() %}
where o.placed_at >= (select max(placed_at) from {{ this }})
{% endif %}
