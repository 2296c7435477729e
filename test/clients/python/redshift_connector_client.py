"""Amazon's own Python driver: TLS against our CA, its binary protocol, its metadata calls."""
import datetime
import decimal
import os

import redshift_connector

settings = dict(
    host=os.environ["SLIPHER_TEST_HOST"],
    port=int(os.environ["SLIPHER_TEST_PORT"]),
    user=os.environ["SLIPHER_TEST_USER"],
    password=os.environ["SLIPHER_TEST_PASSWORD"],
    database="dev",
)

# The driver looks for CAs where SSL_CERT_FILE says.
for protocol in (0, 1, 2):
    connection = redshift_connector.connect(**settings, ssl=True, sslmode="verify-ca", client_protocol_version=protocol)
    cursor = connection.cursor()
    cursor.execute(
        "select 1::int2, 2::int4, 3::int8, 1.50::decimal(10,2), 12345678901234567890.123::decimal(38,3), 1.5::float4, 2.5::float8, "
        "true, 'abc'::varchar(10), 'x'::char(3), date '2026-01-02', timestamp '2026-01-02 03:04:05.123456', "
        "timestamptz '2026-01-02 03:04:05+00', time '03:04:05', json_parse('[1,\"a\"]'), to_varbyte('616263', 'hex'), null::varchar"
    )
    row = cursor.fetchone()
    assert row[:10] == [
        1, 2, 3, decimal.Decimal("1.50"), decimal.Decimal("12345678901234567890.123"), 1.5, 2.5, True, "abc", "x  ",
    ], (protocol, row)
    assert row[10:14] == [
        datetime.date(2026, 1, 2),
        datetime.datetime(2026, 1, 2, 3, 4, 5, 123456),
        datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc),
        datetime.time(3, 4, 5),
    ], (protocol, row)
    assert row[14] == '[1,"a"]' and row[15] == ('616263' if protocol == 2 else 'abc') and row[16] is None, (protocol, row)
    connection.close()

connection = redshift_connector.connect(**settings, ssl=False)
cursor = connection.cursor()
cursor.execute("create table rs_people (id int not null, name varchar(30), primary key (id))")
cursor.execute("create table rs_orders (id int, person int references rs_people (id))")
cursor.execute("create view rs_view as select name from rs_people")
cursor.executemany("insert into rs_people values (%s, %s)", [(1, "Ann"), (2, "Bob"), (3, None)])
connection.commit()
cursor.execute("select id, name from rs_people where id > %s order by id", (1,))
assert cursor.fetchall() == ([2, "Bob"], [3, None])
cursor.paramstyle = "named"
cursor.execute("select name from rs_people where id = :id", {"id": 1})
assert cursor.fetchone() == ["Ann"]
cursor.paramstyle = "format"

cursor.insert_data_bulk(os.environ["SLIPHER_TEST_CSV"], "rs_people", [0, 1], ["id", "name"], ",", batch_size=2)
cursor.execute("select count(*) from rs_people")
assert cursor.fetchone() == [6]


def names(rows, column):
    return sorted(row[column] for row in rows)


assert "dev" in [row[0] for row in cursor.get_catalogs()]
assert "public" in names(cursor.get_schemas(), 0)
tables = cursor.get_tables(schema_pattern="public", table_name_pattern="rs_%")
assert names(tables, 2) == ["rs_orders", "rs_people", "rs_view"], tables
columns = cursor.get_columns(schema_pattern="public", tablename_pattern="rs_people")
assert names(columns, 3) == ["id", "name"], columns
keys = cursor.get_primary_keys(schema="public", table="rs_people")
assert names(keys, 3) == ["id"], keys
foreign = cursor.get_imported_keys(schema="public", table="rs_orders")
assert [(row[2], row[3], row[6], row[7]) for row in foreign] == [("rs_people", "id", "rs_orders", "person")], foreign
frame = cursor.execute("select id, name from rs_people order by id").fetch_dataframe()
assert list(frame.columns) == ["id", "name"] and len(frame) == 6
connection.close()

try:
    redshift_connector.connect(**{**settings, "password": "Wrong1234"}, ssl=False)
    raise AssertionError("a wrong password was taken")
except redshift_connector.Error as error:
    assert "password authentication failed" in str(error), error
print("ok")
