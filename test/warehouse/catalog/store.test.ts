import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Catalog } from '#warehouse/catalog/catalog.ts';
import type { CatalogTransaction, RelationRow } from '#warehouse/catalog-interface.ts';
import type { EngineConnection } from '#warehouse/engine/engine-connection.ts';
import { openEngine } from './engine.ts';

const options = {
  firstUser: { name: 'awsuser', verifier: { disabled: true } },
  systemRelations: {
    find: () => undefined,
    toRelation: () => assert.fail('there are no system relations here'),
  },
};

test('the first start makes dev, its schemas and two users; the next one keeps them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-'));
  try {
    for (const start of ['first', 'second']) {
      const engine = await openEngine(join(folder, 'warehouse.duckdb'));
      const transaction = (await Catalog.open(engine.connection, options)).begin();
      const database = transaction.database('dev');
      assert.ok(database, start);
      const names = [...transaction.schemas(database.oid)].map((schema) => schema.name).sort();
      assert.deepEqual(names, ['information_schema', 'pg_catalog', 'public']);
      const users = [...transaction.users()].map((user) => [user.id, user.name]);
      assert.deepEqual(users, [
        [1, 'rdsdb'],
        [100, 'awsuser'],
      ]);
      await engine.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a change is seen by its own transaction at once and by others after the commit', async () => {
  const { engine, catalog } = await opened();
  const writer = catalog.begin();
  const reader = catalog.begin();
  await within(engine.connection, writer, 'COMMIT', () => {
    const statements = writer.putRelation(table(writer, 't'));
    assert.ok(writer.relationByName(2200, 't'));
    assert.equal(reader.relationByName(2200, 't'), undefined);
    return statements;
  });
  assert.ok(reader.relationByName(2200, 't'));
  await engine.close();
});

test('a rolled back change is gone', async () => {
  const { engine, catalog } = await opened();
  const transaction = catalog.begin();
  await within(engine.connection, transaction, 'ROLLBACK', () =>
    transaction.putRelation(table(transaction, 't')),
  );
  assert.equal(catalog.begin().relationByName(2200, 't'), undefined);
  assert.deepEqual(await engine.connection.rows('SELECT * FROM warehouse.catalog.relations'), []);
  await engine.close();
});

test('two tables swap their names in one transaction', async () => {
  const { engine, catalog } = await opened();
  const transaction = catalog.begin();
  await within(engine.connection, transaction, 'COMMIT', () => [
    ...transaction.putRelation({ ...table(transaction, 'a'), oid: 1001 }),
    ...transaction.putRelation({ ...table(transaction, 'b'), oid: 1002 }),
  ]);
  const swap = catalog.begin();
  await within(engine.connection, swap, 'COMMIT', () =>
    [
      [1001, 'c'],
      [1002, 'a'],
      [1001, 'b'],
    ].flatMap(([oid, name]) =>
      swap.putRelation({ ...(swap.relation(oid as number) as RelationRow), name: name as string }),
    ),
  );
  const after = catalog.begin();
  assert.equal(after.relationByName(2200, 'a')?.oid, 1002);
  assert.equal(after.relationByName(2200, 'b')?.oid, 1001);
  assert.equal(after.relationByName(2200, 'c'), undefined);
  await engine.close();
});

test('a name that another open transaction has taken is a conflict, until that one ends', async () => {
  const { engine, catalog } = await opened();
  const [one, two] = [catalog.begin(), catalog.begin()];
  one.putRelation(table(one, 't'));
  assert.throws(() => two.putRelation(table(two, 't')), { code: 'XX000', message: '1023' });
  one.rollback();
  two.putRelation(table(two, 't'));
  two.rollback();
  await engine.close();
});

test('dropping a user takes it out of groups and roles and revokes what it was granted', async () => {
  const { engine, catalog } = await opened();
  const transaction = catalog.begin();
  transaction.putGroup({ id: 200, name: 'g', members: [100, 300] });
  transaction.putRole({ id: 400, name: 'r', owner: 100, externalId: undefined, members: [member(300)] });
  transaction.putGrants({
    objectClass: 'schema',
    objectOid: 2200,
    grants: [300, 301].map((granteeId) => ({
      columnNumber: 0,
      granteeKind: 'user',
      granteeId,
      privilege: 'USAGE',
      grantOption: false,
      grantor: 100,
    })),
  });
  transaction.dropUser(300);
  assert.deepEqual(transaction.group('g')?.members, [100]);
  assert.deepEqual(transaction.role('r')?.members, []);
  assert.deepEqual(
    transaction.grants('schema', 2200).map((grant) => grant.granteeId),
    [301],
  );
  transaction.rollback();
  await engine.close();
});

async function opened() {
  const engine = await openEngine();
  return { engine, catalog: await Catalog.open(engine.connection, options) };
}

async function within(
  connection: EngineConnection,
  transaction: CatalogTransaction,
  end: 'COMMIT' | 'ROLLBACK',
  change: () => string[],
): Promise<void> {
  await connection.run('BEGIN');
  for (const statement of change()) await connection.run(statement);
  await connection.run(end);
  if (end === 'COMMIT') transaction.commit();
  else transaction.rollback();
}

function member(id: number) {
  return { kind: 'user' as const, id, adminOption: false };
}

function table(transaction: CatalogTransaction, name: string): RelationRow {
  return {
    oid: transaction.nextOid(),
    schemaOid: 2200,
    name,
    kind: 'table',
    owner: 100,
    sessionPid: undefined,
    engineName: name,
    distStyle: 'auto',
    sortKeyStyle: 'none',
    encodeAuto: true,
    backup: true,
    created: 0n,
    altered: 0n,
    viewText: undefined,
    viewStatement: undefined,
    viewSearchPath: undefined,
    columns: [],
    constraints: [],
    dependsOn: [],
  };
}
