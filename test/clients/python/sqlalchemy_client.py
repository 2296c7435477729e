"""SQLAlchemy with sqlalchemy-redshift: create with Redshift's clauses, reflect, query."""
import os

import sqlalchemy as sa
from sqlalchemy_redshift import dialect as redshift

url = sa.URL.create(
    os.environ["SLIPHER_TEST_DIALECT"],
    username=os.environ["SLIPHER_TEST_USER"],
    password=os.environ["SLIPHER_TEST_PASSWORD"],
    host=os.environ["SLIPHER_TEST_HOST"],
    port=int(os.environ["SLIPHER_TEST_PORT"]),
    database="dev",
)
arguments = {"sslmode": "verify-full", "sslrootcert": os.environ["SLIPHER_TEST_CA"]} if "psycopg2" in url.drivername else {}
engine = sa.create_engine(url, connect_args=arguments)

schema = "alchemy_" + url.get_driver_name()
with engine.begin() as connection:
    connection.execute(sa.text(f"create schema {schema}"))

metadata = sa.MetaData(schema=schema)
people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(40), nullable=False, redshift_encode="lzo"),
    sa.Column("score", sa.Numeric(10, 2)),
    sa.Column("extra", redshift.SUPER),
    redshift_diststyle="KEY",
    redshift_distkey="id",
    redshift_sortkey=["name", "id"],
)
orders = sa.Table(
    "orders",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person_id", sa.Integer, sa.ForeignKey(people.c.id)),
    sa.Column("at", sa.DateTime),
)
metadata.create_all(engine)

with engine.begin() as connection:
    connection.execute(people.insert(), [{"id": 1, "name": "Ann", "score": 1.5}, {"id": 2, "name": "Bob", "score": None}])
    connection.execute(orders.insert(), [{"id": n, "person_id": n % 2 + 1} for n in range(5)])
    counted = connection.execute(
        sa.select(people.c.name, sa.func.count(orders.c.id)).join(orders).group_by(people.c.name).order_by(people.c.name)
    ).all()
    assert counted == [("Ann", 3), ("Bob", 2)], counted

reflected = sa.MetaData(schema=schema)
reflected.reflect(engine)
assert set(reflected.tables) == {f"{schema}.people", f"{schema}.orders"}, set(reflected.tables)
table = reflected.tables[f"{schema}.people"]
assert [c.name for c in table.columns] == ["id", "name", "score", "extra"]
assert [c.name for c in table.primary_key.columns] == ["id"]
assert table.c.name.type.length == 40 and not table.c.name.nullable
assert table.c.score.type.precision == 10 and table.c.score.type.scale == 2
keys = list(reflected.tables[f"{schema}.orders"].foreign_keys)
assert [key.column.name for key in keys] == ["id"], keys
options = sa.inspect(engine).get_table_options("people", schema=schema)
assert options["redshift_diststyle"] == "KEY" and options["redshift_distkey"] == "id", options
assert sa.inspect(engine).get_view_names(schema=schema) == []
with engine.begin() as connection:
    connection.execute(sa.text(f"create view {schema}.v as select id from {schema}.people"))
assert sa.inspect(engine).get_view_names(schema=schema) == ["v"]
assert "people" in sa.inspect(engine).get_view_definition("v", schema=schema)
metadata_drop = sa.MetaData(schema=schema)
with engine.begin() as connection:
    connection.execute(sa.text(f"drop schema {schema} cascade"))
print("ok")
