import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Catalog } from '#warehouse/catalog/catalog.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import type { CatalogTransaction, ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { openEngine } from './engine.ts';

const options = {
  firstUser: { name: 'awsuser', verifier: { disabled: true } },
  systemRelations: {
    find: () => undefined,
    toRelation: () => assert.fail('there are no system relations here'),
  },
};

const names = ['a', 'b', `it's "c"`, 'd', 'ü'];
const name = fc.constantFrom(...names);
const pick = fc.nat(20);

/** One change of the catalog; which row it is about is a number counted through those that are there. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('schema' as const), name }),
  fc.record({ kind: fc.constant('relation' as const), name, pick, width: fc.nat(4) }),
  fc.record({ kind: fc.constant('rename' as const), name, pick }),
  fc.record({ kind: fc.constant('drop relation' as const), pick }),
  fc.record({ kind: fc.constant('drop schema' as const), pick }),
  fc.record({ kind: fc.constant('user' as const), name }),
  fc.record({ kind: fc.constant('drop user' as const), pick }),
  fc.record({ kind: fc.constant('group' as const), name }),
  fc.record({ kind: fc.constant('role' as const), name }),
  fc.record({ kind: fc.constant('grant' as const), pick, privilege: fc.constantFrom('SELECT', 'INSERT') }),
  fc.record({ kind: fc.constant('comment' as const), pick, text: fc.option(fc.string()) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const transactions = fc.array(
  fc.record({ commits: fc.boolean(), changes: fc.array(change, { minLength: 1, maxLength: 6 }) }),
  { maxLength: 6 },
);

test('what is read from disk after any history is what memory holds', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, async (history) => {
      const engine = await openEngine();
      const catalog = await Catalog.open(engine.connection, options);
      for (const { commits, changes } of history) {
        const transaction = catalog.begin();
        const before = contents(catalog.begin());
        await engine.connection.run('BEGIN');
        for (const one of changes) {
          for (const statement of apply(transaction, one)) await engine.connection.run(statement);
        }
        await engine.connection.run(commits ? 'COMMIT' : 'ROLLBACK');
        if (commits) transaction.commit();
        else transaction.rollback();
        if (!commits) assert.deepEqual(contents(catalog.begin()), before);
      }
      const reloaded = await Catalog.open(engine.connection, options);
      assert.deepEqual(contents(reloaded.begin()), contents(catalog.begin()));
      await engine.close();
    }),
    { numRuns: 25 },
  );
});

/** The statements of one change; none where there is nothing for it to be about. */
function apply(catalog: CatalogTransaction, one: Change): string[] {
  const schemas = [...catalog.schemas(16_384)].filter((schema) => schema.oid >= 100_000);
  const relations = schemas.flatMap((schema) => [...catalog.relations(schema.oid)]);
  const at = <T>(rows: T[], index: number): T | undefined => rows[index % Math.max(1, rows.length)];
  switch (one.kind) {
    case 'schema':
      return catalog.schema(16_384, one.name) ? [] : catalog.putSchema(schemaRow(catalog, one.name));
    case 'relation': {
      const schema = at(schemas, one.pick);
      if (!schema || catalog.relationByName(schema.oid, one.name)) return [];
      return catalog.putRelation(relationRow(catalog, schema.oid, one.name, one.width, relations));
    }
    case 'rename': {
      const row = at(relations, one.pick);
      if (!row || catalog.relationByName(row.schemaOid, one.name)) return [];
      return catalog.putRelation({ ...row, name: one.name, altered: row.altered + 1n });
    }
    case 'drop relation': {
      const row = at(relations, one.pick);
      return row ? catalog.dropRelation(row.oid) : [];
    }
    case 'drop schema': {
      const row = at(schemas, one.pick);
      return row && [...catalog.relations(row.oid)].length === 0 ? catalog.dropSchema(row.oid) : [];
    }
    case 'user':
      return catalog.user(one.name) ? [] : catalog.putUser(userRow(catalog, one.name));
    case 'drop user': {
      const users = [...catalog.users()].filter((user) => user.id > 100);
      const user = at(users, one.pick);
      return user ? catalog.dropUser(user.id) : [];
    }
    case 'group': {
      const group = catalog.group(one.name) ?? { id: catalog.nextUserId(), name: one.name };
      return catalog.putGroup({ ...group, members: [...catalog.users()].map((user) => user.id) });
    }
    case 'role': {
      const role = catalog.role(one.name) ?? {
        id: catalog.nextOid(),
        name: one.name,
        owner: 100,
        externalId: one.name,
      };
      const members = [...catalog.users()].map(({ id }) => ({
        kind: 'user' as const,
        id,
        adminOption: id > 100,
      }));
      return catalog.putRole({ ...role, members });
    }
    case 'grant': {
      const [row, user] = [at(relations, one.pick), at([...catalog.users()], one.pick)];
      if (!row || !user) return [];
      const grants = catalog
        .grants('relation', row.oid)
        .filter((grant) => grant.granteeId !== user.id || grant.privilege !== one.privilege);
      const added = { columnNumber: 0, granteeKind: 'user' as const, granteeId: user.id, grantor: 100 };
      return catalog.putGrants({
        objectClass: 'relation',
        objectOid: row.oid,
        grants: [...grants, { ...added, privilege: one.privilege, grantOption: true }],
      });
    }
    case 'comment': {
      const row = at(relations, one.pick);
      return row ? catalog.putComment('relation', row.oid, one.pick % 3, one.text) : [];
    }
  }
}

/** Everything the catalog holds, in an order that does not depend on how it came. */
function contents(catalog: CatalogTransaction): unknown {
  const byOid = <T extends { oid: number }>(rows: Iterable<T>) => [...rows].sort((a, b) => a.oid - b.oid);
  const byId = <T extends { id: number }>(rows: Iterable<T>) => [...rows].sort((a, b) => a.id - b.id);
  const schemas = byOid([...catalog.databases()].flatMap((database) => [...catalog.schemas(database.oid)]));
  const relations = byOid(schemas.flatMap((schema) => [...catalog.relations(schema.oid)]));
  return {
    databases: byOid(catalog.databases()),
    schemas,
    relations,
    found: relations.map((row) => catalog.relationByName(row.schemaOid, row.name)?.oid),
    users: byId(catalog.users()),
    groups: byId(catalog.groups()).map((row) => ({
      ...row,
      members: [...row.members].sort((a, b) => a - b),
    })),
    roles: byId(catalog.roles()).map((row) => ({ ...row, members: byId(row.members) })),
    grants: [...catalog.allGrants()]
      .map((row) =>
        JSON.stringify({
          ...row,
          grants: row.grants.map((grant) => JSON.stringify(grant, Object.keys(grant).sort())).sort(),
        }),
      )
      .sort(),
    comments: relations.flatMap((row) =>
      [0, 1, 2].map((subId) => catalog.comment('relation', row.oid, subId)),
    ),
  };
}

function schemaRow(catalog: CatalogTransaction, schemaName: string) {
  return {
    oid: catalog.nextOid(),
    databaseOid: 16_384,
    name: schemaName,
    owner: 100,
    quotaMb: schemaName === 'a' ? 5 : undefined,
    created: nowMicroseconds(),
  };
}

function userRow(catalog: CatalogTransaction, userName: string) {
  return {
    id: catalog.nextUserId(),
    name: userName,
    superuser: false,
    createDb: true,
    verifier: { md5: 'md5x', disabled: false, validUntil: 1_900_000_000_000 },
    connectionLimit: 3,
    sessionTimeoutSeconds: 60,
    syslogAccess: 'restricted' as const,
    settings: { search_path: ['a', `b's`] },
    externalId: undefined,
    created: nowMicroseconds(),
  };
}

function relationRow(
  catalog: CatalogTransaction,
  schemaOid: number,
  relationName: string,
  width: number,
  others: RelationRow[],
): RelationRow {
  const isView = width === 0;
  const columns = Array.from({ length: width }, (_, index) => columnRow(index + 1));
  return {
    oid: catalog.nextOid(),
    schemaOid,
    name: relationName,
    kind: isView ? 'view' : 'table',
    owner: 100,
    sessionPid: undefined,
    engineName: isView ? undefined : relationName,
    distStyle: 'auto',
    sortKeyStyle: 'auto',
    encodeAuto: true,
    backup: true,
    created: nowMicroseconds(),
    altered: nowMicroseconds(),
    viewText: isView ? `select 'it''s'` : undefined,
    viewStatement: isView ? 'create view' : undefined,
    viewSearchPath: isView ? ['public', `"q"`] : undefined,
    columns,
    constraints: isView
      ? []
      : [
          {
            oid: catalog.nextOid(),
            name: 'k',
            kind: 'p',
            columns: [1],
            foreignRelationOid: undefined,
            foreignColumns: [],
          },
        ],
    dependsOn: isView ? others.slice(0, 2).map((row) => row.oid) : [],
  };
}

function columnRow(number: number): ColumnRow {
  return {
    number,
    name: `c"${number}`,
    type: number === 1 ? { name: 'int8' } : { name: 'numeric', precision: 10 + number, scale: 2 },
    notNull: number === 1,
    defaultText: number === 2 ? `'x''y'` : undefined,
    identity:
      number === 1
        ? { seed: -(2n ** 62n), step: 3n, byDefault: true, sequence: 'warehouse.tables."s"' }
        : undefined,
    encoding: 'az64',
    distKey: number === 1,
    sortKeyPosition: number,
    collation: number === 3 ? 'case_insensitive' : undefined,
  };
}
