import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anonymous, type Principal } from '#stores/identity/principal.ts';
import { decide, parseBucketPolicy } from '#stores/objects/bucket-policy.ts';
import { ObjectError } from '#stores/objects/object-error.ts';

const account = '000000000000';
const root: Principal = { kind: 'root', arn: `arn:aws:iam::${account}:root`, name: 'root' };
const ada: Principal = { kind: 'user', arn: `arn:aws:iam::${account}:user/ada`, name: 'ada' };
const bob: Principal = { kind: 'user', arn: `arn:aws:iam::${account}:user/team/bob`, name: 'bob' };
const role: Principal = { kind: 'role', arn: `arn:aws:iam::${account}:role/load`, name: 'load' };
const session: Principal = {
  kind: 'assumed-role',
  arn: `arn:aws:sts::${account}:assumed-role/load/nightly`,
  name: 'load',
};
const everybody = { root, ada, bob, role, session, anonymous };

function policy(...statements: object[]): string {
  const common = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::bucket/*',
  };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((own) => ({ ...common, ...own })),
  });
}

/** Whom a principal element means. */
const principals: [element: unknown, meant: string][] = [
  ['*', 'root ada bob role session anonymous'],
  [{ AWS: '*' }, 'root ada bob role session anonymous'],
  [{ AWS: account }, 'root ada bob role session'],
  [{ AWS: root.arn }, 'root ada bob role session'],
  [{ AWS: ada.arn }, 'ada'],
  [{ AWS: [ada.arn, bob.arn] }, 'ada bob'],
  [{ AWS: role.arn }, 'role session'],
  [{ AWS: `arn:aws:iam::${account}:role/service/load` }, 'session'],
  [{ AWS: session.arn }, 'session'],
  [{ AWS: '111111111111' }, ''],
  [{ AWS: 'arn:aws:iam::111111111111:root' }, ''],
  [{ Service: 'logging.s3.amazonaws.com' }, ''],
];

test('principals', () => {
  for (const [element, meant] of principals) {
    const parsed = parseBucketPolicy('bucket', policy({ Principal: element }));
    const found = Object.entries(everybody)
      .filter(([, principal]) => decide(parsed, principal, 's3:GetObject', 'bucket/k') === 'allow')
      .map(([name]) => name);
    assert.equal(found.join(' '), meant, JSON.stringify(element));
  }
});

const requests: [statement: object, action: string, resource: string, verdict: string][] = [
  [{}, 's3:GetObject', 'bucket/a/b', 'allow'],
  [{}, 's3:getobject', 'bucket/a', 'allow'],
  [{}, 's3:PutObject', 'bucket/a', 'silent'],
  [{}, 's3:GetObject', 'bucket', 'silent'],
  [{ Action: 's3:*' }, 's3:DeleteObject', 'bucket/a', 'allow'],
  [{ Action: '*' }, 's3:DeleteObject', 'bucket/a', 'allow'],
  [{ Action: ['s3:Get*', 's3:List?ucket'] }, 's3:GetObjectTagging', 'bucket/a', 'allow'],
  [{ Action: 's3:Get*' }, 's3:PutObject', 'bucket/a', 'silent'],
  [{ Action: undefined, NotAction: 's3:Get*' }, 's3:PutObject', 'bucket/a', 'allow'],
  [{ Resource: 'arn:aws:s3:::bucket' }, 's3:GetObject', 'bucket', 'allow'],
  [{ Resource: 'arn:aws:s3:::bucket' }, 's3:GetObject', 'bucket/a', 'silent'],
  [{ Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'] }, 's3:GetObject', 'bucket/a', 'allow'],
  [{ Resource: '*' }, 's3:GetObject', 'bucket', 'allow'],
  [{ Resource: 'arn:aws:s3:::bucket/pub/*.csv' }, 's3:GetObject', 'bucket/pub/x/y.csv', 'allow'],
  [{ Resource: 'arn:aws:s3:::bucket/pub/*.csv' }, 's3:GetObject', 'bucket/pub/x.csv.gz', 'silent'],
  [{ Resource: 'arn:aws:s3:::bucket/pub/*.csv' }, 's3:GetObject', 'bucket/PUB/x.csv', 'silent'],
  [{ Resource: 'arn:aws:s3:::bucket/a?c' }, 's3:GetObject', 'bucket/abc', 'allow'],
  [
    { Resource: undefined, NotResource: 'arn:aws:s3:::bucket/secret/*' },
    's3:GetObject',
    'bucket/secret/k',
    'silent',
  ],
  [
    { Resource: undefined, NotResource: 'arn:aws:s3:::bucket/secret/*' },
    's3:GetObject',
    'bucket/open/k',
    'allow',
  ],
  [{ Effect: 'Deny' }, 's3:GetObject', 'bucket/a', 'deny'],
  [
    { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: ada.arn } },
    's3:GetObject',
    'bucket/a',
    'silent',
  ],
  [
    { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: bob.arn } },
    's3:GetObject',
    'bucket/a',
    'deny',
  ],
];

test('actions and resources', () => {
  for (const [statement, action, resource, verdict] of requests) {
    const parsed = parseBucketPolicy('bucket', policy(statement));
    assert.equal(decide(parsed, ada, action, resource), verdict, `${JSON.stringify(statement)} ${action}`);
  }
});

test('a deny outweighs an allow, in any order', () => {
  for (const effects of [
    ['Allow', 'Deny'],
    ['Deny', 'Allow'],
  ]) {
    const parsed = parseBucketPolicy('bucket', policy(...effects.map((Effect) => ({ Effect }))));
    assert.equal(decide(parsed, ada, 's3:GetObject', 'bucket/k'), 'deny');
  }
});

test('a pattern of many stars ends', () => {
  const parsed = parseBucketPolicy(
    'bucket',
    policy({ Resource: `arn:aws:s3:::bucket/${'*a'.repeat(200)}b` }),
  );
  assert.equal(decide(parsed, ada, 's3:GetObject', `bucket/${'a'.repeat(1000)}`), 'silent');
});

const malformed: [text: string, message: RegExp][] = [
  ['', /valid JSON/],
  ['[]', /valid JSON/],
  ['{"Version":"2012-10-17"}', /Missing required field Statement/],
  ['{"Statement":[]}', /Missing required field Statement/],
  ['{"Version":"2020-01-01","Statement":[{}]}', /valid version/],
  ['{"Statement":[1]}', /Invalid policy syntax/],
  ['{"Statment":[]}', /Unknown field Statment/],
  [policy({ Effect: undefined }), /Missing required field Effect/],
  [policy({ Effect: 'allow' }), /Invalid effect: allow/],
  [policy({ Principal: undefined }), /Missing required field Principal/],
  [policy({ Principal: 'ada' }), /Invalid principal/],
  [policy({ Principal: { AWS: 'ada' } }), /Invalid principal/],
  [policy({ Principal: { AWS: [] } }), /Invalid principal/],
  [policy({ Principal: { AWS: `arn:aws:iam::${account}:user/*` } }), /Invalid principal/],
  [policy({ Principal: { CanonicalUser: 'x' } }), /CanonicalUser is not supported/],
  [policy({ Principal: { Federated: 'x' } }), /Federated is not supported/],
  [policy({ NotPrincipal: '*' }), /both Principal and NotPrincipal/],
  [policy({ Principal: undefined, NotPrincipal: '*' }), /Allow with NotPrincipal/],
  [policy({ Action: undefined }), /Missing required field Action/],
  [policy({ Action: 'iam:GetUser' }), /invalid action/],
  [policy({ Action: 'GetObject' }), /invalid action/],
  [policy({ Action: [] }), /invalid action/],
  [policy({ Action: 7 }), /invalid action/],
  [policy({ Resource: 'bucket/*' }), /invalid resource/],
  [policy({ Resource: 'arn:aws:s3:::other/*' }), /invalid resource/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable.
  [policy({ Resource: 'arn:aws:s3:::bucket/${aws:username}/*' }), /variables in Resource are not supported/],
  [
    policy({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    /Condition \(aws:SourceIp\) in a bucket policy is not supported/,
  ],
  [policy({ Resource: `arn:aws:s3:::bucket/${'a'.repeat(21_000)}` }), /larger than 20 KB/],
];

test('a malformed policy is refused with its reason', () => {
  for (const [text, message] of malformed) {
    assert.throws(
      () => parseBucketPolicy('bucket', text),
      (error) =>
        error instanceof ObjectError && error.code === 'MalformedPolicy' && message.test(error.message),
      text.slice(0, 200),
    );
  }
});
