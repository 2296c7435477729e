"""What a Python program does with S3: managed transfers, pages, presigned URLs, versions, waiters."""
import http.client
import io
import os
import urllib.parse
import urllib.request
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import ClientError

s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}))
bucket = "boto3"
s3.create_bucket(Bucket=bucket)
s3.get_waiter("bucket_exists").wait(Bucket=bucket)

# A managed upload of 20 MB goes by parts, several at a time.
data = os.urandom(20 * 1024 * 1024)
config = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024, max_concurrency=4)
s3.upload_fileobj(io.BytesIO(data), bucket, "large ü.bin", Config=config, ExtraArgs={"Metadata": {"from": "boto3"}})
head = s3.head_object(Bucket=bucket, Key="large ü.bin")
assert head["ContentLength"] == len(data), head
assert head["ETag"].endswith('-4"'), head
assert head["Metadata"] == {"from": "boto3"}, head
back = io.BytesIO()
s3.download_fileobj(bucket, "large ü.bin", back, Config=config)
assert back.getvalue() == data
s3.copy({"Bucket": bucket, "Key": "large ü.bin"}, bucket, "copy.bin", Config=config)
assert s3.get_object(Bucket=bucket, Key="copy.bin")["Body"].read() == data

# Checksums of every kind that botocore computes by itself.
for algorithm in ["CRC32", "SHA1", "SHA256"]:
    answer = s3.put_object(Bucket=bucket, Key=f"sum/{algorithm}", Body=b"abc", ChecksumAlgorithm=algorithm)
    assert answer[f"Checksum{algorithm}"], answer
    found = s3.get_object(Bucket=bucket, Key=f"sum/{algorithm}", ChecksumMode="ENABLED")
    assert found["Body"].read() == b"abc" and found[f"Checksum{algorithm}"] == answer[f"Checksum{algorithm}"]

keys = [f"many/{number:03} +%ü" for number in range(25)]
for key in keys:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="many/", PaginationConfig={"PageSize": 10})
assert [item["Key"] for page in pages for item in page["Contents"]] == keys
first = s3.get_paginator("list_objects").paginate(Bucket=bucket, Prefix="many/", PaginationConfig={"PageSize": 10})
assert [item["Key"] for page in first for item in page["Contents"]] == keys

url = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": keys[3]}, ExpiresIn=60)
assert urllib.request.urlopen(url).read() == keys[3].encode()
put = s3.generate_presigned_url("put_object", Params={"Bucket": bucket, "Key": "put"}, ExpiresIn=60)
address = urllib.parse.urlsplit(put)
connection = http.client.HTTPConnection(address.netloc)
connection.request("PUT", f"{address.path}?{address.query}", body=b"by url")
assert connection.getresponse().read() == b""
assert s3.get_object(Bucket=bucket, Key="put")["Body"].read() == b"by url"



def post(form):
    """Sends a form as a browser does."""
    boundary = uuid.uuid4().hex
    fields = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in form["fields"].items()]
    fields.append('Content-Disposition: form-data; name="file"; filename="f"\r\n\r\nby form')
    body = "".join(f"--{boundary}\r\n{field}\r\n" for field in fields) + f"--{boundary}--\r\n"
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return urllib.request.urlopen(urllib.request.Request(form["url"], data=body.encode(), headers=headers)).status


newest = boto3.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
for client in [s3, newest]:
    assert post(client.generate_presigned_post(bucket, "form")) == 204
    assert s3.get_object(Bucket=bucket, Key="form")["Body"].read() == b"by form"
url = newest.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": keys[3]}, ExpiresIn=60)
assert "X-Amz-Signature" in url and urllib.request.urlopen(url).read() == keys[3].encode()

body = s3.get_object(Bucket=bucket, Key="copy.bin", Range="bytes=-10")["Body"].read()
assert body == data[-10:]
try:
    s3.get_object(Bucket=bucket, Key="missing")
    raise AssertionError("a missing key was found")
except s3.exceptions.NoSuchKey:
    pass
try:
    s3.head_bucket(Bucket="missing-bucket")
    raise AssertionError("a missing bucket was found")
except ClientError as error:
    assert error.response["Error"]["Code"] == "404", error.response

everything = boto3.resource("s3").Bucket(bucket)
everything.objects.all().delete()
assert list(everything.objects.all()) == []
s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
one = s3.put_object(Bucket=bucket, Key="v", Body=b"1")["VersionId"]
two = s3.put_object(Bucket=bucket, Key="v", Body=b"2")["VersionId"]
s3.delete_object(Bucket=bucket, Key="v")
assert s3.get_object(Bucket=bucket, Key="v", VersionId=one)["Body"].read() == b"1"
listed = s3.list_object_versions(Bucket=bucket)
assert [version["VersionId"] for version in listed["Versions"]] == [two, one], listed
everything.object_versions.delete()
everything.delete()
print("ok")
