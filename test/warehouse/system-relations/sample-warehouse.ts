import { fillPlaceholders } from '#sql/plan.ts';
import type { SqlType } from '#sql/types.ts';
import { Catalog } from '#warehouse/catalog/catalog.ts';
import type {
  CatalogTransaction,
  ColumnRow,
  RelationRow,
  SystemRelationSession,
} from '#warehouse/catalog-interface.ts';
import type { Connection } from '#warehouse/engine/connection.ts';
import { EngineInstance } from '#warehouse/engine/instance.ts';
import {
  type LiveRelationName,
  type LiveValue,
  liveRelations,
  liveSelect,
} from '#warehouse/system-relations/live-relations.ts';
import { findSystemRelation, toRelation } from '#warehouse/system-relations/lookup.ts';

/** An engine with the catalog of a small shop: tables, a view, a late-binding view, keys, comments, grants. */
export interface SampleWarehouse extends AsyncDisposable {
  connection: Connection;
  session: SystemRelationSession;
  /** Rows of `SELECT <list> FROM <relation> x <rest>`, as text values. */
  read(
    relation: string,
    list: string,
    rest?: string,
    session?: Partial<SystemRelationSession>,
  ): Promise<unknown[][]>;
  /** Rows that a live relation has from now on. */
  setLive(name: LiveRelationName, rows: LiveValue[][]): void;
}

const owner = 100;
export const sampleTime = BigInt(Date.UTC(2026, 0, 2, 3, 4, 5)) * 1000n;

export async function sampleWarehouse(): Promise<SampleWarehouse> {
  const engine = await EngineInstance.open({ dataFolder: undefined, memoryLimit: undefined, folders: [] });
  const connection = await engine.connect();
  const catalog = await Catalog.open(connection, {
    firstUser: { name: 'awsuser', verifier: { disabled: true } },
    systemRelations: { find: findSystemRelation, toRelation },
  });
  const transaction = catalog.begin();
  for (const statement of fill(transaction)) await connection.run(statement);
  transaction.commit();
  await connection.run(
    'CREATE TABLE warehouse.tables."orders_100010" (id INTEGER, customer INTEGER, total DECIMAL(8,2), note VARCHAR)',
  );
  await connection.run(
    'CREATE TABLE warehouse.tables."customers_100011" (id BIGINT, name VARCHAR, born DATE)',
  );
  await connection.run(
    `INSERT INTO warehouse.tables."orders_100010" SELECT i, i, i, 'x' FROM range(10) t(i)`,
  );

  const session: SystemRelationSession = {
    database: 'dev',
    databaseOid: 16384,
    user: 'awsuser',
    userId: owner,
    superuser: true,
    searchPath: ['public'],
    pid: 4711,
  };
  const live = new Map<string, LiveValue[][]>();
  return {
    connection,
    session,
    setLive: (name, rows) => live.set(name, rows),
    async read(name, list, rest = '', differences = {}) {
      const [schema, relationName] = name.includes('.') ? name.split('.') : ['pg_catalog', name];
      const relation = findSystemRelation(schema ?? '', relationName ?? '');
      if (!relation) throw new Error(`no relation ${name}`);
      const texts = new Map(
        (Object.keys(liveRelations) as LiveRelationName[]).map((base) => [
          base,
          liveSelect(base, live.get(base) ?? []),
        ]),
      );
      const select = fillPlaceholders(relation.select({ ...session, ...differences }), texts);
      return connection.rows(`SELECT ${list} FROM (${select}) x ${rest}`);
    },
    async [Symbol.asyncDispose]() {
      await connection.close();
      await engine.close();
    },
  };
}

function fill(catalog: CatalogTransaction): string[] {
  const database = catalog.database('dev')!;
  const publicSchema = catalog.schema(database.oid, 'public')!;
  const shop = { ...publicSchema, oid: 100_001, name: 'shop', owner };
  return [
    ...catalog.putSchema(shop),
    ...catalog.putUser({
      ...catalog.user('awsuser')!,
      id: 101,
      name: 'reader',
      superuser: false,
      createDb: false,
      syslogAccess: 'restricted',
      settings: { search_path: ['shop', 'public'] },
    }),
    ...catalog.putGroup({ id: 102, name: 'analysts', members: [101] }),
    ...catalog.putRole({
      id: 100_005,
      name: 'loader',
      owner,
      externalId: undefined,
      members: [{ kind: 'user', id: 101, adminOption: false }],
    }),
    ...catalog.putRelation(customers(shop.oid)),
    ...catalog.putRelation(orders(shop.oid)),
    ...catalog.putRelation(
      view(shop.oid, {
        oid: 100_012,
        name: 'big_orders',
        kind: 'view',
        viewText: 'select id from shop.orders where total > 100',
        dependsOn: [100_010],
        columns: [column(1, 'id', { name: 'int4' })],
      }),
    ),
    ...catalog.putRelation(
      view(shop.oid, {
        oid: 100_013,
        name: 'late',
        kind: 'late-binding view',
        viewText: 'select id from shop.orders',
        columns: [column(1, 'id', { name: 'int4' })],
      }),
    ),
    ...catalog.putRelation({
      ...customers(publicSchema.oid),
      oid: 100_014,
      name: 'plain',
      engineName: undefined,
      constraints: [],
    }),
    ...catalog.putComment('relation', 100_010, 0, 'What was ordered'),
    ...catalog.putComment('relation', 100_010, 3, 'In euros'),
    ...catalog.putComment('schema', shop.oid, 0, 'The shop'),
    ...catalog.putGrants({
      objectClass: 'relation',
      objectOid: 100_010,
      grants: [
        {
          columnNumber: 0,
          granteeKind: 'user',
          granteeId: 101,
          privilege: 'SELECT',
          grantOption: false,
          grantor: owner,
        },
        {
          columnNumber: 0,
          granteeKind: 'group',
          granteeId: 102,
          privilege: 'INSERT',
          grantOption: false,
          grantor: owner,
        },
        {
          columnNumber: 3,
          granteeKind: 'role',
          granteeId: 100_005,
          privilege: 'UPDATE',
          grantOption: false,
          grantor: owner,
        },
      ],
    }),
    ...catalog.putGrants({
      objectClass: 'schema',
      objectOid: shop.oid,
      grants: [
        {
          columnNumber: 0,
          granteeKind: 'public',
          granteeId: 0,
          privilege: 'USAGE',
          grantOption: false,
          grantor: owner,
        },
      ],
    }),
  ];
}

function column(number: number, name: string, type: SqlType, more: Partial<ColumnRow> = {}): ColumnRow {
  return {
    number,
    name,
    type,
    notNull: false,
    defaultText: undefined,
    identity: undefined,
    encoding: 'none',
    distKey: false,
    sortKeyPosition: 0,
    collation: undefined,
    ...more,
  };
}

function relation(
  schemaOid: number,
  more: Partial<RelationRow> & Pick<RelationRow, 'oid' | 'name' | 'columns'>,
): RelationRow {
  return {
    schemaOid,
    kind: 'table',
    owner,
    sessionPid: undefined,
    engineName: `${more.name}_${more.oid}`,
    distStyle: 'auto',
    sortKeyStyle: 'none',
    encodeAuto: true,
    backup: true,
    created: sampleTime,
    altered: sampleTime,
    viewText: undefined,
    viewStatement: undefined,
    viewSearchPath: undefined,
    constraints: [],
    dependsOn: [],
    ...more,
  };
}

function view(
  schemaOid: number,
  more: Partial<RelationRow> & Pick<RelationRow, 'oid' | 'name' | 'columns'>,
): RelationRow {
  const binding = more.kind === 'late-binding view' ? ' with no schema binding' : '';
  return relation(schemaOid, {
    engineName: undefined,
    viewStatement: `create view ${more.name} as ${more.viewText}${binding}`,
    viewSearchPath: ['public'],
    ...more,
  });
}

function customers(schemaOid: number): RelationRow {
  return relation(schemaOid, {
    oid: 100_011,
    name: 'customers',
    columns: [
      column(
        1,
        'id',
        { name: 'int8' },
        {
          notNull: true,
          identity: { seed: 1n, step: 1n, byDefault: false, sequence: 's' },
          encoding: 'az64',
        },
      ),
      column(
        2,
        'name',
        { name: 'varchar', length: 100 },
        { encoding: 'lzo', defaultText: `'nobody'::character varying` },
      ),
      column(3, 'born', { name: 'date' }, { encoding: 'az64' }),
    ],
    constraints: [
      {
        oid: 100_020,
        name: 'customers_pkey',
        kind: 'p',
        columns: [1],
        foreignRelationOid: undefined,
        foreignColumns: [],
      },
    ],
  });
}

function orders(schemaOid: number): RelationRow {
  return relation(schemaOid, {
    oid: 100_010,
    name: 'orders',
    distStyle: 'key',
    sortKeyStyle: 'compound',
    encodeAuto: false,
    backup: false,
    columns: [
      column(1, 'id', { name: 'int4' }, { notNull: true, sortKeyPosition: 2 }),
      column(2, 'customer', { name: 'int4' }, { distKey: true, sortKeyPosition: 1, encoding: 'az64' }),
      column(3, 'total', { name: 'numeric', precision: 8, scale: 2 }, { encoding: 'az64' }),
      column(4, 'note', { name: 'varchar', length: 20 }, { encoding: 'lzo' }),
    ],
    constraints: [
      {
        oid: 100_021,
        name: 'orders_pkey',
        kind: 'p',
        columns: [2, 1],
        foreignRelationOid: undefined,
        foreignColumns: [],
      },
      {
        oid: 100_022,
        name: 'orders_customer_fkey',
        kind: 'f',
        columns: [2],
        foreignRelationOid: 100_011,
        foreignColumns: [1],
      },
    ],
  });
}
