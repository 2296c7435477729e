"""dlt: loads into Slipher with S3 as its staging, as Parquet and as JSON lines, and by INSERT; merges."""
import os

import boto3
import dlt

bucket = os.environ["SLIPHER_TEST_BUCKET"]
boto3.client("s3").create_bucket(Bucket=bucket)
destination = dlt.destinations.redshift(
    credentials=dict(
        host=os.environ["SLIPHER_TEST_HOST"],
        port=int(os.environ["SLIPHER_TEST_PORT"]),
        username=os.environ["SLIPHER_TEST_USER"],
        password=os.environ["SLIPHER_TEST_PASSWORD"],
        database="dev",
    ),
)
staging = dlt.destinations.filesystem(
    bucket_url=f"s3://{bucket}/dlt",
    credentials=dict(
        aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
        endpoint_url=os.environ["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
    ),
)


@dlt.resource(name="people", primary_key="id", write_disposition="merge")
def people(names):
    for number, name in enumerate(names):
        yield {"id": number, "name": name, "score": number * 1.5, "born": f"2026-01-0{number + 1}T00:00:00Z"}


def load(dataset, names, **options):
    staged = {} if options.pop("insert", False) else {"staging": staging}
    pipeline = dlt.pipeline(
        pipeline_name=f"p_{dataset}", destination=destination, dataset_name=dataset, pipelines_dir=os.environ["SLIPHER_TEST_FOLDER"], **staged
    )
    info = pipeline.run(people(names), **options)
    info.raise_on_failed_jobs()
    with pipeline.sql_client() as client:
        with client.execute_query("select id, name, score from people order by id") as cursor:
            return [tuple(row) for row in cursor.fetchall()]


for dataset, options in [
    ("by_parquet", {"loader_file_format": "parquet"}),
    ("by_json", {"loader_file_format": "jsonl"}),
    ("by_insert", {"insert": True}),
]:
    first = load(dataset, ["Ann", "Bob"], **dict(options))
    assert first == [(0, "Ann", 0.0), (1, "Bob", 1.5)], (dataset, first)
    second = load(dataset, ["Ann", "Bea", "Cid"], **dict(options))
    assert second == [(0, "Ann", 0.0), (1, "Bea", 1.5), (2, "Cid", 3.0)], (dataset, second)
print("ok")
