import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { IdentityError } from '#stores/identity/identity-store.ts';
import { openIdentityStore } from '#stores/identity/open-identity-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipher-identity-'));
after(() => rmSync(folder, { recursive: true }));

const inMemory = (allowAny = false) => openIdentityStore({ file: undefined, allowAny });

test('a new account has a user with a key, and a role that Redshift may take', () => {
  const store = inMemory();
  const key = store.firstKey();
  assert.match(key.id, /^AKIA[A-Z2-7]{16}$/);
  assert.match(key.secret, /^[A-Za-z0-9+/]{40}$/);
  assert.deepEqual(store.principal(key.id), {
    kind: 'user',
    arn: 'arn:aws:iam::000000000000:user/admin',
    name: 'admin',
    accessKeyId: key.id,
  });
  const role = store.defaultRole();
  assert.equal(role?.arn, 'arn:aws:iam::000000000000:role/slipher-redshift');
  assert.match(role?.trustPolicy ?? '', /redshift\.amazonaws\.com/);
  assert.deepEqual(store.role(role?.arn ?? ''), store.role('slipher-redshift'));
});

test('everything is kept, and for its owner only', () => {
  const file = join(folder, 'kept.sqlite');
  const first = openIdentityStore({ file, allowAny: false });
  first.createUser('loader', '/team/');
  const key = first.createAccessKey('loader');
  first.setAccessKeyStatus(key.id, 'Inactive');
  first.createRole({ name: 'copy', trustPolicy: '{}', description: 'd' });
  const before = [first.users(), first.accessKeys(), first.roles()];
  first.close();
  const second = openIdentityStore({ file, allowAny: false });
  assert.deepEqual([second.users(), second.accessKeys(), second.roles()], before);
  assert.equal(second.principal(key.id), undefined);
  second.close();
  assert.equal(statSync(file).mode & 0o077, 0);
});

test('a key is made at the start when no active one is left', () => {
  const file = join(folder, 'locked-out.sqlite');
  const first = openIdentityStore({ file, allowAny: false });
  const lost = first.firstKey();
  first.deleteAccessKey(lost.id);
  first.deleteUser('admin');
  first.close();
  const second = openIdentityStore({ file, allowAny: false });
  assert.notEqual(second.firstKey().id, lost.id);
  assert.equal(second.principal(second.firstKey().id)?.name, 'admin');
  assert.equal(second.principal(lost.id), undefined);
  second.close();
});

test('names are the same in either case, and kept as given', () => {
  const store = inMemory();
  store.createUser('Loader');
  assert.equal(store.user('LOADER')?.name, 'Loader');
  assert.equal(store.createAccessKey('loader').userName, 'Loader');
  assert.equal(store.accessKeys('lOADER').length, 1);
});

const refusals: [what: string, run: (store: ReturnType<typeof inMemory>) => unknown, code: string][] = [
  ['a user twice', (store) => store.createUser('ADMIN'), 'EntityAlreadyExists'],
  [
    'a role twice',
    (store) => store.createRole({ name: 'slipher-redshift', trustPolicy: '{}' }),
    'EntityAlreadyExists',
  ],
  ['a user with a blank', (store) => store.createUser('a b'), 'ValidationError'],
  ['a user without a name', (store) => store.createUser(''), 'ValidationError'],
  ['a path that is none', (store) => store.createUser('a', 'team'), 'ValidationError'],
  ['a key of nobody', (store) => store.createAccessKey('nobody'), 'NoSuchEntity'],
  ['a third key', (store) => [1, 2].map(() => store.createAccessKey('admin')), 'LimitExceeded'],
  ['to delete a user with keys', (store) => store.deleteUser('admin'), 'DeleteConflict'],
  ['to delete a user who is not there', (store) => store.deleteUser('nobody'), 'NoSuchEntity'],
  ['to delete a role that is not there', (store) => store.deleteRole('none'), 'NoSuchEntity'],
  ['to delete a key that is not there', (store) => store.deleteAccessKey('AKIA'), 'NoSuchEntity'],
  [
    'to switch a key that is not there',
    (store) => store.setAccessKeyStatus('AKIA', 'Active'),
    'NoSuchEntity',
  ],
];

for (const [what, run, code] of refusals) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => run(inMemory()),
      (error) => error instanceof IdentityError && error.code === code,
    );
  });
}

test('where any credentials are taken', () => {
  const store = inMemory(true);
  assert.equal(store.principal('test')?.arn, 'arn:aws:iam::000000000000:root');
  assert.equal(store.principal(store.firstKey().id)?.name, 'admin');
  assert.equal(store.principal('not a key'), undefined);
  const arn = 'arn:aws:iam::123456789012:role/path/any';
  assert.deepEqual([store.role(arn)?.name, store.role(arn)?.arn], ['any', arn]);
  assert.equal(store.role('any')?.arn, 'arn:aws:iam::000000000000:role/any');
  assert.equal(store.role('arn:aws:iam::1:role/any'), undefined);
  assert.equal(store.role('a b'), undefined);
  assert.deepEqual(
    store.roles().map(({ name }) => name),
    ['slipher-redshift'],
  );
});
