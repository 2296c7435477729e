import assert from 'node:assert/strict';
import test from 'node:test';
import { maskSecrets } from '#sql/mask-secrets.ts';
import { parseStatements } from '#sql/parse.ts';

const cases: [string, string][] = [
  [
    "copy t from 's3://b/k' access_key_id 'AKIA' secret_access_key as 'it''s' session_token 'x' csv",
    "copy t from 's3://b/k' access_key_id '***' secret_access_key as '***' session_token '***' csv",
  ],
  [
    "COPY t FROM 's3://b/k' WITH CREDENTIALS AS 'aws_access_key_id=AKIA;aws_secret_access_key=s/e+c;token=t' CSV",
    "COPY t FROM 's3://b/k' WITH CREDENTIALS AS 'aws_access_key_id=***;aws_secret_access_key=***;token=***' CSV",
  ],
  [
    "copy t from 's3://b/k' credentials 'aws_iam_role=arn:aws:iam::0:role/r'",
    "copy t from 's3://b/k' credentials 'aws_iam_role=arn:aws:iam::0:role/r'",
  ],
  [
    "unload ('select ''password''') to 's3://b/k'\n iam_role default",
    "unload ('select ''password''') to 's3://b/k'\n iam_role default",
  ],
  ["create user u password 'Secret1234' createdb", "create user u password '***' createdb"],
  ["alter user u password 'a\\'b9' ", "alter user u password '***' "],
  ["create user u password/* mine */'Secret1234'", "create user u password/* mine */'***'"],
  ["create user u password -- it's mine\n'Secret1234'", "create user u password -- it's mine\n'***'"],
  ["create user u password'Secret1234'", "create user u password'***'"],
  ['create user u password $$Secret1234$$', "create user u password '***'"],
  ["create user u password 'Secret'\n'1234'", "create user u password '***'"],
  [
    "copy t from 's3://b/k' credentials $x$aws_access_key_id=A;aws_secret_access_key=s$x$",
    "copy t from 's3://b/k' credentials 'aws_access_key_id=***;aws_secret_access_key=***'",
  ],
  ["select 'password', 'x'", "select 'password', 'x'"],
];

for (const [text, expected] of cases) {
  test(text, () => {
    const [statement] = parseStatements(text);
    assert.equal(maskSecrets(text, statement!.statement.kind), expected);
  });
}
