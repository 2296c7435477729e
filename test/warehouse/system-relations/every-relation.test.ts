import assert from 'node:assert/strict';
import test from 'node:test';
import { engineType } from '#sql/engine-type.ts';
import { liveRelations } from '#warehouse/system-relations/live-relations.ts';
import { allSystemRelations, toRelation } from '#warehouse/system-relations/lookup.ts';
import { sampleWarehouse } from './sample-warehouse.ts';

test('every system relation runs and has the engine types it declares', async (t) => {
  await using warehouse = await sampleWarehouse();
  for (const superuser of [true, false]) {
    for (const relation of allSystemRelations()) {
      await t.test(
        `${relation.schema}.${relation.name} ${superuser ? 'for a superuser' : 'for a user'}`,
        async () => {
          const name = `${relation.schema}.${relation.name}`;
          const rows = await warehouse.read(name, 'COLUMNS(x.*)::VARCHAR', '', { superuser });
          for (const row of rows) assert.equal(row.length, relation.columns.length);
          const types = relation.columns.map((column) => `typeof(any_value(x."${column.name}"))`).join(', ');
          const [found] = await warehouse.read(name, types, '', { superuser });
          const expected = relation.columns.map((column) => engineType(column.type));
          assert.deepEqual(
            found,
            rows.length > 0 ? expected.map((type, i) => (found?.[i] === '"NULL"' ? '"NULL"' : type)) : found,
          );
        },
      );
    }
  }
});

test('relations have distinct names and oids, and columns distinct names', () => {
  const relations = allSystemRelations();
  assert.equal(new Set(relations.map((relation) => relation.oid)).size, relations.length);
  assert.equal(
    new Set(relations.map((relation) => `${relation.schema}.${relation.name}`)).size,
    relations.length,
  );
  for (const relation of relations) {
    const names = relation.columns.map((column) => column.name);
    assert.equal(new Set(names).size, names.length, relation.name);
  }
});

test('a relation over live rows names the live relation whose placeholder it holds', async () => {
  await using warehouse = await sampleWarehouse();
  for (const relation of allSystemRelations()) {
    const { source, live } = toRelation(relation, warehouse.session);
    const named = [...(source ?? '').matchAll(/\/\*live:(\w+)\*\//g)].map(([, name]) => name);
    assert.deepEqual([...new Set(named)], live === undefined ? [] : [live], relation.name);
    if (live !== undefined) assert.ok(live in liveRelations, live);
  }
});
