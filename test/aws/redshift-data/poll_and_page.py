import json
import time

import boto3

client = boto3.client("redshift-data")
where = {"ClusterIdentifier": "default", "Database": "dev"}


def run(sql, **more):
    begun = client.execute_statement(Sql=sql, **where, **more)
    while True:
        told = client.describe_statement(Id=begun["Id"])
        if told["Status"] in ("FINISHED", "FAILED", "ABORTED"):
            return told
        time.sleep(0.02)


values = ",".join(f"({number})" for number in range(1025))
run("create table numbers (n int)")
run(f"insert into numbers values {values}")
ended = run("select n, 'x', null::int from numbers where n >= :least order by n", StatementName="boto",
            Parameters=[{"name": "least", "value": "0"}])
pages = client.get_paginator("get_statement_result").paginate(Id=ended["Id"])
records = [record for page in pages for record in page["Records"]]
try:
    client.describe_statement(Id="d9b6c0c9-0747-4bf4-b142-e8883122f766")
    error = None
except client.exceptions.ResourceNotFoundException as refused:
    error = [refused.response["Error"]["Code"], refused.response["Error"]["Message"], refused.response["ResourceId"]]
tables = [table["name"] for page in client.get_paginator("list_tables").paginate(SchemaPattern="public", **where)
          for table in page["Tables"]]
statements = [statement["StatementName"] for page in client.get_paginator("list_statements").paginate(StatementName="bo")
              for statement in page["Statements"]]
print(json.dumps({"status": ended["Status"], "rows": len(records), "last": records[-1], "error": error,
                  "tables": tables, "statements": statements}))
