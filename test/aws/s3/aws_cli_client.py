"""What people do with the AWS CLI and S3. Its commands run in one process, as its start takes most of the time."""
import contextlib
import io
import json
import os
import sys
import urllib.request

from awscli.clidriver import create_clidriver

os.chdir(sys.argv[1])


class Output(io.StringIO):
    """Standard output that can also be written to as bytes."""

    encoding = "utf-8"

    @property
    def buffer(self):
        return self

    def write(self, text):
        return super().write(text.decode() if isinstance(text, bytes) else text)


driver = create_clidriver()


def aws(*arguments, fails=False):
    output = Output()
    with contextlib.redirect_stdout(output):
        code = driver.main(list(arguments))
    assert (code != 0) == fails, f"aws {' '.join(arguments)}: {code} {output.getvalue()}"
    return output.getvalue()


data = os.urandom(9 * 1024 * 1024)
os.makedirs("tree/in ner")
for name, content in [("big.bin", data), ("tree/a.txt", b"a"), ("tree/in ner/ü+.txt", b"b")]:
    with open(name, "wb") as file:
        file.write(content)

aws("s3", "mb", "s3://cli")
aws("s3", "cp", "big.bin", "s3://cli/big.bin", "--no-progress")
aws("s3", "cp", "s3://cli/big.bin", "s3://cli/copy.bin", "--no-progress")
aws("s3", "cp", "s3://cli/copy.bin", "back.bin", "--no-progress")
assert open("back.bin", "rb").read() == data
aws("s3", "sync", "tree", "s3://cli/tree", "--no-progress")
assert aws("s3", "sync", "tree", "s3://cli/tree", "--no-progress") == ""
aws("s3", "sync", "s3://cli/tree", "tree2", "--no-progress")
assert os.listdir("tree2/in ner") == ["ü+.txt"]
listed = aws("s3", "ls", "s3://cli/", "--recursive")
keys = ["big.bin", "copy.bin", "tree/a.txt", "tree/in ner/ü+.txt"]
assert [line[31:] for line in listed.strip().split("\n")] == keys, listed
assert "PRE tree/" in aws("s3", "ls", "s3://cli/")
aws("s3", "mv", "s3://cli/copy.bin", "s3://cli/moved.bin", "--no-progress")
assert urllib.request.urlopen(aws("s3", "presign", "s3://cli/tree/a.txt").strip()).read() == b"a"
aws("s3", "rm", "s3://cli/", "--recursive")
assert aws("s3", "ls", "s3://cli/") == ""
aws("s3", "rb", "s3://cli")
assert aws("s3", "ls") == ""

location = "LocationConstraint=eu-west-1"
aws("s3api", "create-bucket", "--bucket", "api", "--region", "eu-west-1", "--create-bucket-configuration", location)
assert '"eu-west-1"' in aws("s3api", "get-bucket-location", "--bucket", "api")
aws("s3api", "put-bucket-tagging", "--bucket", "api", "--tagging", "TagSet=[{Key=a,Value=b}]")
assert json.loads(aws("s3api", "get-bucket-tagging", "--bucket", "api"))["TagSet"] == [{"Key": "a", "Value": "b"}]
aws("s3api", "put-object", "--bucket", "api", "--key", "k", "--body", "tree/a.txt", "--checksum-algorithm", "SHA256")
head = json.loads(aws("s3api", "head-object", "--bucket", "api", "--key", "k", "--checksum-mode", "ENABLED"))
assert head["ContentLength"] == 1 and head["ChecksumSHA256"], head
aws("s3api", "get-object", "--bucket", "api", "--key", "k", "got")
assert open("got", "rb").read() == b"a"
assert [item["Key"] for item in json.loads(aws("s3api", "list-objects-v2", "--bucket", "api"))["Contents"]] == ["k"]
aws("s3api", "head-object", "--bucket", "api", "--key", "missing", fails=True)
aws("s3api", "delete-objects", "--bucket", "api", "--delete", "Objects=[{Key=k}]")
aws("s3api", "delete-bucket", "--bucket", "api")
print("ok")
