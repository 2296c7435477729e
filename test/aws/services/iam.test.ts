import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListRolesCommand,
  ListUsersCommand,
  paginateListUsers,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { iamService } from '#aws/services/iam/iam-service.ts';
import { stsService } from '#aws/services/sts/sts-service.ts';
import { startTestEndpoint, type TestEndpoint } from '../endpoint/echo-service.ts';

let server: TestEndpoint;
let iam: IAMClient;
before(async () => {
  server = await startTestEndpoint({ services: (identity) => [iamService(identity), stsService(identity)] });
  iam = new IAMClient(config());
});
after(() => server[Symbol.asyncDispose]());

function config(credentials = server.credentials) {
  return { endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 };
}

const caller = (credentials = server.credentials) =>
  new STSClient(config(credentials)).send(new GetCallerIdentityCommand({}));

test('who is calling', async () => {
  const { Account, Arn, UserId } = await caller();
  assert.equal(Account, '000000000000');
  assert.equal(Arn, 'arn:aws:iam::000000000000:user/admin');
  assert.match(UserId ?? '', /^AIDA[A-Z2-7]{17}$/);
});

test('a user from its making to its end, and a key that is switched off', async () => {
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'loader', Path: '/team/' }));
  assert.equal(User?.Arn, 'arn:aws:iam::000000000000:user/team/loader');
  assert.ok((User?.CreateDate?.getTime() ?? 0) > Date.now() - 60_000);
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'loader' }));
  assert.ok(AccessKey?.AccessKeyId && AccessKey.SecretAccessKey);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey;
  const own = { accessKeyId, secretAccessKey };
  assert.equal((await caller(own)).Arn, User?.Arn);
  const asLoader = new IAMClient(config(own));
  assert.equal((await asLoader.send(new GetUserCommand({}))).User?.UserId, User?.UserId);
  const { AccessKeyMetadata } = await asLoader.send(new ListAccessKeysCommand({}));
  assert.deepEqual(
    AccessKeyMetadata?.map(({ UserName, AccessKeyId, Status }) => [UserName, AccessKeyId, Status]),
    [['loader', accessKeyId, 'Active']],
  );
  const key = { UserName: 'loader', AccessKeyId: accessKeyId };
  await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
  await assert.rejects(caller(own), { name: 'InvalidClientTokenId' });
  await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' }));
  await caller(own);
  await assert.rejects(iam.send(new DeleteUserCommand({ UserName: 'loader' })), {
    name: 'DeleteConflictException',
  });
  await iam.send(new DeleteAccessKeyCommand(key));
  await assert.rejects(caller(own), { name: 'InvalidClientTokenId' });
  await iam.send(new DeleteUserCommand({ UserName: 'LOADER' }));
  await assert.rejects(iam.send(new GetUserCommand({ UserName: 'loader' })), {
    name: 'NoSuchEntityException',
  });
});

test('a role, its policy whole', async () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'redshift.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  });
  const role = { RoleName: 'copy', AssumeRolePolicyDocument: document, Description: 'a & b' };
  await iam.send(new CreateRoleCommand(role));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'copy' }));
  assert.equal(Role?.Arn, 'arn:aws:iam::000000000000:role/copy');
  assert.equal(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''), document);
  assert.equal(Role?.Description, 'a & b');
  await assert.rejects(iam.send(new CreateRoleCommand(role)), { name: 'EntityAlreadyExistsException' });
  const names = async () => (await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName);
  assert.deepEqual(await names(), ['copy', 'slipher-redshift']);
  await iam.send(new DeleteRoleCommand({ RoleName: 'copy' }));
  assert.deepEqual(await names(), ['slipher-redshift']);
});

test('lists come in pages', async () => {
  for (const name of ['c', 'a', 'b']) await iam.send(new CreateUserCommand({ UserName: name }));
  const names: (string | undefined)[] = [];
  for await (const { Users } of paginateListUsers({ client: iam, pageSize: 2 }, {})) {
    names.push(...(Users ?? []).map(({ UserName }) => UserName));
  }
  assert.deepEqual(names, ['a', 'admin', 'b', 'c']);
  const prefixed = await iam.send(new ListUsersCommand({ PathPrefix: '/team/' }));
  assert.deepEqual(prefixed.Users, []);
});

const refusals: [what: string, send: () => Promise<unknown>, name: string, message: RegExp][] = [
  [
    'an operation that is not served',
    () => iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: '{}' })),
    'NotImplemented',
    /iam: CreatePolicy is not implemented/,
  ],
  [
    'a parameter that is not served',
    () => iam.send(new CreateUserCommand({ UserName: 'x', Tags: [{ Key: 'k', Value: 'v' }] })),
    'NotImplemented',
    /Tags of CreateUser/,
  ],
  [
    'a policy that is none',
    () => iam.send(new CreateRoleCommand({ RoleName: 'x', AssumeRolePolicyDocument: '{"Statement":[{}]}' })),
    'MalformedPolicyDocumentException',
    /Syntax errors in policy/,
  ],
  [
    'a third key',
    async () => {
      await iam.send(new CreateAccessKeyCommand({}));
      await iam.send(new CreateAccessKeyCommand({}));
    },
    'LimitExceededException',
    /AccessKeysPerUser: 2/,
  ],
  [
    'a name that is none',
    () => iam.send(new CreateUserCommand({ UserName: 'a b' })),
    'ValidationError',
    /userName is invalid/,
  ],
];

for (const [what, send, name, message] of refusals) {
  test(`refuses ${what}`, async () => {
    await assert.rejects(send(), (error: Error & { $metadata: { requestId: string } }) => {
      assert.equal(error.name, name);
      assert.match(error.message, message);
      assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
      return true;
    });
  });
}
