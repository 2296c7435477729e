select id as customer_id, upper(name) as name, city from {{ ref('customers') }}
