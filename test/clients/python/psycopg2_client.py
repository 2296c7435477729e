"""psycopg2 as a Python notebook uses it: parameters, types, cursors, errors, notices."""
import datetime
import decimal
import os

import psycopg2
import psycopg2.errors
import psycopg2.extras

settings = dict(
    host=os.environ["SLIPHER_TEST_HOST"],
    port=os.environ["SLIPHER_TEST_PORT"],
    user=os.environ["SLIPHER_TEST_USER"],
    password=os.environ["SLIPHER_TEST_PASSWORD"],
    dbname="dev",
)

connection = psycopg2.connect(**settings, sslmode="verify-full", sslrootcert=os.environ["SLIPHER_TEST_CA"])
cursor = connection.cursor()
cursor.execute("create table public.py2 (id int, name varchar(50), price decimal(10,2), born date, seen timestamp, ok bool)")
rows = [
    (1, "Ådne", decimal.Decimal("10.50"), datetime.date(2020, 2, 29), datetime.datetime(2026, 1, 2, 3, 4, 5, 678), True),
    (2, None, None, None, None, False),
    (3, "a'b\\c", decimal.Decimal("-0.01"), datetime.date(1999, 12, 31), datetime.datetime(1970, 1, 1), None),
]
psycopg2.extras.execute_values(cursor, "insert into py2 values %s", rows)
assert cursor.rowcount == 3, cursor.rowcount
connection.commit()

cursor.execute("select * from py2 where id >= %s order by id", (1,))
assert [c.name for c in cursor.description] == ["id", "name", "price", "born", "seen", "ok"]
fetched = cursor.fetchall()
assert fetched == rows, fetched

with connection.cursor(name="server_side") as named:
    named.itersize = 2
    named.execute("select id from py2 order by id")
    assert [row[0] for row in named] == [1, 2, 3]
connection.commit()

try:
    cursor.execute("select * from public.not_there")
    raise AssertionError("a missing table was found")
except psycopg2.errors.UndefinedTable as error:
    assert 'relation "public.not_there" does not exist' in str(error), error
try:
    cursor.execute("select 1")
    raise AssertionError("a failed transaction went on")
except psycopg2.errors.InFailedSqlTransaction:
    connection.rollback()

try:
    cursor.execute("insert into py2 (id, name) values (4, %s)", ("x" * 51,))
    raise AssertionError("an overlong value was taken")
except psycopg2.errors.StringDataRightTruncation:
    connection.rollback()
connection.close()
print("ok")
