"""awswrangler: data frames through S3 with COPY, queries back with UNLOAD, an upsert over a staging table."""
import datetime
import decimal
import os

import awswrangler as wr
import boto3
import pandas as pd
import redshift_connector

bucket = os.environ["SLIPHER_TEST_BUCKET"]
role = os.environ["SLIPHER_TEST_ROLE"]
boto3.client("s3").create_bucket(Bucket=bucket)
connection = redshift_connector.connect(
    host=os.environ["SLIPHER_TEST_HOST"],
    port=int(os.environ["SLIPHER_TEST_PORT"]),
    user=os.environ["SLIPHER_TEST_USER"],
    password=os.environ["SLIPHER_TEST_PASSWORD"],
    database="dev",
    ssl=False,
)


def rows(sql):
    cursor = connection.cursor()
    cursor.execute(sql)
    found = [list(row) for row in cursor.fetchall()]
    connection.commit()
    return found


frame = pd.DataFrame(
    {
        "id": pd.array([1, 2, 3], dtype="Int64"),
        "small": pd.array([10, None, 30], dtype="Int16"),
        "name": ["Ann", "Bob", None],
        "price": [decimal.Decimal("1.50"), decimal.Decimal("-2.25"), None],
        "ratio": [0.5, 1e300, None],
        "day": [datetime.date(2026, 1, 2), None, datetime.date(1999, 12, 31)],
        "at": pd.to_datetime(["2026-01-02 03:04:05.123456", None, "2026-01-02"], format="ISO8601"),
        "ok": pd.array([True, False, None], dtype="boolean"),
    }
)
wr.redshift.copy(
    df=frame, path=f"s3://{bucket}/stage/", con=connection, schema="public", table="wr_people", iam_role=role,
    mode="overwrite", primary_keys=["id"],
)
expected = [
    [1, 10, "Ann", decimal.Decimal("1.50"), 0.5, datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, 3, 4, 5, 123456), True],
    [2, None, "Bob", decimal.Decimal("-2.25"), 1e300, None, None, False],
    [3, 30, None, None, None, datetime.date(1999, 12, 31), datetime.datetime(2026, 1, 2), None],
]
assert rows("select * from wr_people order by id") == expected, rows("select * from wr_people order by id")

changed = frame.iloc[1:3].copy()
changed["name"] = ["Bea", "Cid"]
more = pd.DataFrame(changed)
wr.redshift.copy(
    df=more, path=f"s3://{bucket}/stage/", con=connection, schema="public", table="wr_people", iam_role=role,
    mode="upsert", primary_keys=["id"],
)
assert rows("select id, name from wr_people order by id") == [[1, "Ann"], [2, "Bea"], [3, "Cid"]]

back = wr.redshift.unload(
    sql="select id, name, price, day, at, ok from wr_people where name <> 'it''s'", path=f"s3://{bucket}/unload/", con=connection, iam_role=role,
)
assert sorted(back["id"].tolist()) == [1, 2, 3] and sorted(back["name"].tolist()) == ["Ann", "Bea", "Cid"], back
assert back[back["id"] == 1]["price"].iloc[0] == decimal.Decimal("1.50")

wr.redshift.unload_to_files(
    sql="select id, name, ok from wr_people", path=f"s3://{bucket}/parts/", con=connection, iam_role=role,
    unload_format="CSV", partition_cols=["id"], parallel=False, max_file_size=512.0, manifest=True,
)
keys = wr.s3.list_objects(f"s3://{bucket}/parts/")
assert any("/id=1/" in key for key in keys) and any(key.endswith("manifest") for key in keys), keys

wr.redshift.to_sql(df=pd.DataFrame({"id": [9], "name": ["Zoe"]}), con=connection, schema="public", table="wr_plain", mode="overwrite")
assert rows("select * from wr_plain") == [[9, "Zoe"]]
read = wr.redshift.read_sql_query("select count(*) as n from wr_people", con=connection)
assert read["n"].tolist() == [3]

nested = pd.DataFrame({"id": [1], "tags": [["a", "b"]]})
wr.redshift.copy(
    df=nested, path=f"s3://{bucket}/stage/", con=connection, schema="public", table="wr_nested", iam_role=role,
    mode="overwrite", serialize_to_json=True, dtype={"tags": "array<string>"},
)
assert rows("select id, json_serialize(tags) from wr_nested") == [[1, '["a","b"]']]

wr.s3.to_csv(pd.DataFrame({"id": [7], "name": ["x,y"]}), f"s3://{bucket}/csv/part-0.csv", index=False, header=False)
connection.cursor().execute("create table wr_csv (id int, name varchar(10))")
connection.commit()
wr.redshift.copy_from_files(
    path=f"s3://{bucket}/csv/", con=connection, schema="public", table="wr_csv", iam_role=role,
    data_format="csv", mode="append", redshift_column_types={"id": "INTEGER", "name": "VARCHAR(10)"},
)
assert rows("select * from wr_csv") == [[7, "x,y"]]
print("ok")
