"""psycopg 3: text and binary parameters and results, server-side binding, pipelines left aside."""
import datetime
import decimal
import os

import psycopg

connection = psycopg.connect(
    host=os.environ["SLIPHER_TEST_HOST"],
    port=os.environ["SLIPHER_TEST_PORT"],
    user=os.environ["SLIPHER_TEST_USER"],
    password=os.environ["SLIPHER_TEST_PASSWORD"],
    dbname="dev",
    client_encoding="utf8",
)
expected = (7, 8, decimal.Decimal("1.50"), 2.5, "text é", datetime.date(2026, 3, 4), datetime.datetime(2026, 3, 4, 5, 6, 7, 890123), True)
query = (
    "select 7::int2, 8::int8, 1.50::decimal(6,2), 2.5::float8, 'text é'::varchar(20), "
    "date '2026-03-04', timestamp '2026-03-04 05:06:07.890123', true"
)
for binary in (False, True):
    with connection.cursor(binary=binary) as cursor:
        cursor.execute(query)
        assert cursor.fetchone() == expected, binary

with connection.cursor() as cursor:
    cursor.execute("create table py3 (id bigint, name varchar(20), at timestamp, price numeric(10,2))")
    cursor.executemany(
        "insert into py3 values (%s, %s, %s, %s)",
        [(n, f"n{n}", datetime.datetime(2026, 1, 1, n), decimal.Decimal(n) / 4) for n in range(10)],
    )
    cursor.execute("select sum(id), max(name), min(at), sum(price) from py3 where id < %s and price > %b", (9, decimal.Decimal("0.5")))
    assert cursor.fetchone() == (33, "n8", datetime.datetime(2026, 1, 1, 3), decimal.Decimal("8.25"))
connection.commit()

try:
    connection.execute("select 1 / 0")
    raise AssertionError("a division by zero was taken")
except psycopg.errors.DivisionByZero:
    connection.rollback()
assert connection.execute("select count(*) from py3").fetchone() == (10,)
connection.close()
print("ok")
