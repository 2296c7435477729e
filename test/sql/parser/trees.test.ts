import assert from 'node:assert/strict';
import test from 'node:test';
import type { Query, Select, Statement } from '#sql/ast.ts';
import { parseQueryText, parseStatements, parseTypeName } from '#sql/parse.ts';
import { outline } from './outline.ts';

/** The tree without what most nodes have: spans, and whether a name was quoted. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  if ('quoted' in value && 'name' in value) return value.name;
  const entries = Object.entries(value).filter(
    ([key]) => key !== 'pos' && key !== 'end' && key !== 'queryPos',
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]));
}

function statement(text: string): Statement {
  const [first, ...others] = parseStatements(text);
  assert(first !== undefined && others.length === 0, text);
  return first.statement;
}

function select(text: string): Select {
  const { body } = parseQueryText(text);
  assert(body.kind === 'select', text);
  return body;
}

/** The tree of `text` holds at least what `expected` says. */
function holds(text: string, expected: Record<string, unknown>): void {
  const tree = plain(statement(text)) as Record<string, unknown>;
  const found = Object.fromEntries(Object.keys(expected).map((key) => [key, tree[key]]));
  assert.deepEqual(found, expected, text);
}

test('statements carry their own text; offsets are in the whole text', () => {
  const text = ' select 1 ; ;\n select a from "T" x -- end\n;';
  const parsed = parseStatements(text);
  assert.deepEqual(
    parsed.map((one) => [one.text, one.pos]),
    [
      ['select 1', 1],
      ['select a from "T" x', 15],
    ],
  );
  const { statement: second } = parsed[1]!;
  assert(second.kind === 'select' && second.query.body.kind === 'select');
  const from = second.query.body.from[0]!;
  assert.equal(text.slice(from.pos, from.end), '"T" x');
  assert.deepEqual(parseStatements(' -- nothing\n;;'), []);
});

test('quoted names keep their case when the session says so, principals always', () => {
  const [one] = parseStatements('select "Ab" from "T"', { caseSensitiveIdentifiers: true });
  assert.match(JSON.stringify(one), /"Ab".*"T"/);
  assert.match(JSON.stringify(parseStatements('select "Ab"')), /"ab"/);
  holds('create user "Bob" password disable', { name: 'Bob', options: { password: { kind: 'disable' } } });
  holds("create user Bob password 'x'", { name: 'bob', options: { password: { kind: 'text', value: 'x' } } });
});

test('the parts of a SELECT', () => {
  const tree = select(
    `select top 5 distinct a, b as "from", t.* from t where a > 0 start with a = 1 connect by prior a = b
     group by a, rollup (b, (c, d)), grouping sets ((a), ()) having count(*) > 1 qualify rank() over () = 1`,
  );
  assert.equal(outline(tree.top!), '5');
  assert.equal(tree.distinct, true);
  assert.deepEqual(
    tree.items.map((item) => item.alias?.name ?? outline(item.expression)),
    ['a', 'from', 't.*'],
  );
  assert.equal(outline(tree.connectBy!.startWith!), '(= a 1)');
  assert.equal(outline(tree.connectBy!.condition), '(= (prior a) b)');
  assert(tree.groupBy?.kind === 'items');
  assert.deepEqual(
    tree.groupBy.items.map(({ kind }) => kind),
    ['expression', 'rollup', 'grouping sets'],
  );
  assert.equal(outline(tree.having!), '(> {count star} 1)');
  assert.equal(outline(tree.qualify!), '(= {rank over} 1)');
  assert.deepEqual(select('select a from t group by all').groupBy, { kind: 'all' });
});

test('EXCLUDE stands in every star of the list', () => {
  for (const text of ['select t.*, 1, u.* exclude a, b from t', 'select t.*, 1, u.* exclude (a, b) from t']) {
    const excluded = select(text).items.map(({ expression }) =>
      expression.kind === 'star' ? expression.exclude?.map(({ name }) => name) : expression.kind,
    );
    assert.deepEqual(excluded, [['a', 'b'], 'number', ['a', 'b']]);
  }
  assert.equal(outline(select('select exclude from t').items[0]!.expression), 'exclude');
});

test('set operations, their order and limits', () => {
  const shape = (body: Query['body']): string =>
    body.kind === 'set-operation'
      ? `(${body.operator}${body.all ? ' all' : ''} ${shape(body.left)} ${shape(body.right)})`
      : body.kind === 'parenthesized'
        ? `[${shape(body.query.body)}]`
        : body.kind;
  const query = parseQueryText(
    'select 1 union all select 2 intersect select 3 minus (select 4 limit 1) order by 1 desc limit all offset 2',
  );
  assert.equal(shape(query.body), '(minus (union all select (intersect select select)) [select])');
  assert.equal(query.orderBy[0]!.direction, 'desc');
  assert.equal(query.limit, 'all');
  assert.equal(outline(query.offset!), '2');
});

test('what FROM may hold', () => {
  const kinds = (text: string): unknown =>
    plain(
      select(`select 1 from ${text}`).from.map((table) => ({ ...table, query: undefined, call: undefined })),
    );
  const path = [
    {
      kind: 'table',
      parts: ['c', 'items'],
      alias: { name: 'i' },
      at: 'k',
      query: undefined,
      call: undefined,
    },
  ];
  assert.deepEqual(kinds('c.items as i at k'), path);
  const subscripted = select('select 1 from t, t.a[0].b as x').from[1]!;
  assert(subscripted.kind === 'table' && subscripted.path !== undefined);
  assert.equal(outline(subscripted.path), 't.a[0].b');
  const unpivoted = select('select 1 from c, unpivot c.obj as v at k').from[1]!;
  assert(unpivoted.kind === 'super-unpivot' && unpivoted.at?.name === 'k');
  const joined = select('select 1 from a left join b join c on 1=1 using (x), lateral (select 1) l').from;
  assert(joined[0]?.kind === 'join' && joined[0].right.kind === 'join' && joined[0].using?.length === 1);
  assert(joined[1]?.kind === 'subselect' && joined[1].lateral);
  const record = select('select 1 from f() as c(a name, b varchar(10))').from[0]!;
  assert(record.kind === 'table-function');
  assert.deepEqual(
    record.alias?.definitions?.map(({ name, type }) => [name.name, type.name]),
    [
      ['a', 'name'],
      ['b', 'varchar'],
    ],
  );
});

test('PIVOT and UNPIVOT', () => {
  const pivot = select("select * from t pivot (sum(x) as s, count(*) for t.k in ('a' as first, 2)) p")
    .from[0]!;
  assert(pivot.kind === 'pivot');
  assert.deepEqual(plain([pivot.aggregates.map(({ alias }) => alias), pivot.column, pivot.alias]), [
    ['s', undefined],
    ['t', 'k'],
    { name: 'p' },
  ]);
  const unpivot = select("select * from t unpivot include nulls (v for n in (a, b as 'x'))").from[0]!;
  assert(unpivot.kind === 'unpivot' && unpivot.includeNulls);
  assert.deepEqual(
    unpivot.columns.map(({ name, alias }) => [name.name, alias && outline(alias)]),
    [
      ['a', undefined],
      ['b', "'x'"],
    ],
  );
});

test('CREATE TABLE and its attributes in any order', () => {
  holds(
    `create temp table if not exists s.t (
       id bigint not null identity(0, -1) encode raw distkey primary key,
       v varchar(max) collate case_insensitive default 'x' || 'y' not null sortkey,
       constraint pk unique (id, v), foreign key (v) references u (w), like y including defaults
     ) sortkey auto backup no diststyle key encode auto`,
    {
      kind: 'create-table',
      name: { name: 't', schema: 's' },
      temporary: true,
      ifNotExists: true,
      like: [{ table: { name: 'y' }, including: true }],
      attributes: { sortKey: { style: 'auto' }, backup: false, distStyle: 'key', encodeAuto: true },
      constraints: [
        { kind: 'unique', columns: ['id', 'v'], name: 'pk' },
        { kind: 'foreign key', columns: ['v'], table: { name: 'u' }, references: ['w'] },
      ],
    },
  );
  const table = statement("create table #t (a int default getdate() not null, b int default 'x' collate cs)");
  assert(table.kind === 'create-table' && table.temporary && table.name.temporary);
  assert.deepEqual(
    table.columns.map((column) => [column.default?.text, column.notNull, column.collate]),
    [
      ['getdate()', true, undefined],
      ["'x'", undefined, 'cs'],
    ],
  );
  holds('create table t (a, b) distkey(a) interleaved sortkey(a, b) as select 1, 2', {
    kind: 'create-table-as',
    columns: ['a', 'b'],
    attributes: { distKey: 'a', sortKey: { style: 'interleaved', columns: ['a', 'b'] } },
    withData: true,
  });
});

test('types as they are written', () => {
  const spelled = (text: string): unknown => plain(parseTypeName(text));
  assert.deepEqual(spelled('Character  Varying ( 10 )'), { name: 'character varying', modifiers: [10] });
  assert.deepEqual(spelled('timestamp(6) with time zone'), {
    name: 'timestamp with time zone',
    modifiers: [6],
  });
  assert.deepEqual(spelled('pg_catalog.int4'), { name: 'int4', schema: 'pg_catalog', modifiers: [] });
  assert.deepEqual(spelled('interval year to month'), {
    name: 'interval',
    modifiers: [],
    intervalFields: 'year to month',
  });
});

test('ALTER TABLE', () => {
  const action = (text: string, expected: unknown): void =>
    holds(`alter table t ${text}`, { action: expected });
  action('drop column a cascade', { kind: 'drop column', column: 'a', ifExists: false, cascade: true });
  action('rename column a to b', { kind: 'rename column', column: 'a', to: 'b' });
  action('alter diststyle key distkey a, alter sortkey (b)', {
    kind: 'attributes',
    attributes: { distStyle: 'key', distKey: 'a', sortKey: { style: 'compound', columns: ['b'] } },
  });
  action('alter sortkey none', {
    kind: 'attributes',
    attributes: { sortKey: { style: 'compound', columns: [] } },
  });
  action('alter column a encode zstd, alter column b encode raw', {
    kind: 'alter column encode',
    column: 'a',
    encode: 'zstd',
    others: [{ column: 'b', encode: 'raw' }],
  });
  action('append from s.u filltarget', {
    kind: 'append',
    from: { name: 'u', schema: 's' },
    option: 'fillTarget',
  });
  action('row level security on', {
    kind: 'other',
    name: 'ROW LEVEL SECURITY',
    text: 'row level security on',
  });
});

test('views keep the text of their query', () => {
  holds('create or replace view v (a) as  select 1 /* x */ with no schema binding', {
    orReplace: true,
    columns: ['a'],
    text: 'select 1',
    noSchemaBinding: true,
  });
  holds('create materialized view m backup no distkey(6) sortkey(1) auto refresh yes as select 1', {
    backup: false,
    autoRefresh: true,
    attributes: { backup: false, distKey: '6', sortKey: { style: 'compound', columns: ['1'] } },
    text: 'select 1',
  });
});

test('GRANT and REVOKE', () => {
  holds('grant select (a, b), insert on table s.t to u, role "R", group g, public with grant option', {
    revoke: false,
    privileges: [{ name: 'SELECT', columns: ['a', 'b'] }, { name: 'INSERT' }],
    on: { object: 'table', names: [{ name: 't', schema: 's' }] },
    grantees: [
      { kind: 'user', name: 'u' },
      { kind: 'role', name: 'R' },
      { kind: 'group', name: 'g' },
      { kind: 'public', name: 'public' },
    ],
    grantOption: true,
  });
  holds('grant select for tables in schema s database d to role r', {
    on: { object: 'tables in schema', names: [{ name: 's', database: 'd' }] },
  });
  holds("grant assumerole on 'arn:a', default to u for copy, external function", {
    on: { object: 'assumerole', names: [{ name: 'arn:a' }, { name: 'default' }] },
    roleUses: ['COPY', 'EXTERNAL FUNCTION'],
  });
  holds('grant role sys:dba, role b to role c', { roles: ['sys:dba', 'b'], privileges: [] });
  holds('grant create or replace view, access system table to role r', {
    privileges: [{ name: 'CREATE OR REPLACE VIEW' }, { name: 'ACCESS SYSTEM TABLE' }],
  });
  holds('revoke grant option for all privileges on all tables in schema s from u cascade', {
    revoke: true,
    grantOption: true,
    cascade: true,
    privileges: [{ name: 'ALL' }],
    on: { object: 'all tables', names: [{ name: 's' }] },
  });
  holds('grant execute on function s.f(a int, varchar(10)) to u', {
    on: {
      object: 'function',
      names: [{ name: 'f', schema: 's' }],
      argumentTypes: [
        { name: 'int', modifiers: [] },
        { name: 'varchar', modifiers: [10] },
      ],
    },
  });
  holds('grant select on t to rls policy p', { kind: 'named', name: 'GRANT TO RLS POLICY' });
});

test('SET, SHOW and transactions', () => {
  const set = (text: string, name: string, value: unknown, scope = 'session'): void =>
    holds(text, { kind: 'set', name, value, scope });
  set('set search_path to a, "B", \'$user\'', 'search_path', ['a', 'b', '$user']);
  set('set session x = on', 'x', ['on']);
  set('set local a.b to -1.5', 'a.b', ['-1.5'], 'local');
  set('set query_group to default', 'query_group', 'default');
  set("set time zone 'UTC'", 'timezone', ['UTC']);
  set('set session authorization default', 'session_authorization', 'default');
  set(
    'set session characteristics as transaction isolation level read committed, read only',
    'session characteristics',
    ['isolation level read committed', 'read only'],
  );
  holds('start transaction isolation level serializable, read only', {
    action: 'begin',
    word: 'START TRANSACTION',
    isolation: 'serializable',
    readOnly: true,
  });
  holds('end work', { action: 'commit', word: 'END' });
  holds("show tables from schema d.s like 'a%' limit 5", {
    what: 'tables',
    name: { name: 's', schema: 'd' },
    like: 'a%',
    limit: 5,
  });
  holds('show constraints foreign keys exported from table d.s.t', { what: 'foreign keys', exported: true });
  holds('show grants on schema s for role r', {
    what: 'grants',
    on: 'schema',
    name: { name: 's' },
    for: { kind: 'role', name: 'r' },
  });
  holds("show parameters of function d.s.f(int, character varying) like 'x'", {
    what: 'function parameters',
    argumentTypes: [
      { name: 'int', modifiers: [] },
      { name: 'character varying', modifiers: [] },
    ],
  });
  holds('show tables_x', { kind: 'show', name: 'tables_x' });
});

test('COPY and UNLOAD options in written order, without their noise words', () => {
  const options = (text: string): unknown[] => {
    const tree = statement(text);
    assert(tree.kind === 'copy' || tree.kind === 'unload');
    return tree.options.map(({ name, value, extra }) =>
      [name, value, extra].filter((part) => part !== undefined),
    );
  };
  assert.deepEqual(
    options(
      String.raw`COPY "s"."t" ("a") FROM 's3://b/k' WITH CREDENTIALS AS 'aws_iam_role=arn' FORMAT AS CSV GZIP
        DELIMITER AS '\t' NULL AS '\N' QUOTE '"' IGNOREHEADER AS 1 COMPUPDATE OFF STATUPDATE JSON 'auto ignorecase'
        ENCODING UTF8 region 'x' MAXERROR 5 manifest JOB CREATE j AUTO OFF`,
    ),
    [
      ['CREDENTIALS', 'aws_iam_role=arn'],
      ['CSV'],
      ['GZIP'],
      ['DELIMITER', '\t'],
      ['NULL', '\\N'],
      ['QUOTE', '"'],
      ['IGNOREHEADER', 1],
      ['COMPUPDATE', 'OFF'],
      ['STATUPDATE'],
      ['JSON', 'auto ignorecase'],
      ['ENCODING', 'utf8'],
      ['REGION', 'x'],
      ['MAXERROR', 5],
      ['MANIFEST'],
      ['JOB CREATE', 'j', 'AUTO OFF'],
    ],
  );
  assert.deepEqual(
    options(
      `unload ('x') to 's3://b' iam_role default parquet partition by (a, b) include manifest verbose
       maxfilesize as 512.5 MB encrypted auto parallel on null as '@NULL@'`,
    ),
    [
      ['IAM_ROLE', 'default'],
      ['PARQUET'],
      ['PARTITION BY', 'INCLUDE', ['a', 'b']],
      ['MANIFEST', 'VERBOSE'],
      ['MAXFILESIZE', 512.5, 'MB'],
      ['ENCRYPTED', 'AUTO'],
      ['PARALLEL', 'ON'],
      ['NULL', '@NULL@'],
    ],
  );
});

test('the query of UNLOAD, however it is quoted', () => {
  for (const [written, query] of [
    [`'select ''a'''`, "select 'a'"],
    [String.raw`'select \'a\''`, "select 'a'"],
    [`$$select 'a'$$`, "select 'a'"],
    [`$q$select 1$q$`, 'select 1'],
  ] as const) {
    const text = `unload (${written}) to 's3://b' iam_role 'r'`;
    const tree = statement(text);
    assert(tree.kind === 'unload');
    assert.equal(tree.query, query);
    assert.equal(text.slice(tree.queryPos, tree.queryPos + 6), 'select');
  }
});

test('routines, cursors and the rest', () => {
  holds(
    `create or replace procedure s.p(in a int, b out varchar(10), inout double precision, c int)
     nonatomic as $_$ begin null; end; $_$ language plpgsql security definer set search_path to x, y`,
    {
      nonAtomic: true,
      body: ' begin null; end; ',
      language: 'plpgsql',
      securityDefiner: true,
      set: [{ name: 'search_path', value: ['x', 'y'] }],
      arguments: [
        { mode: 'in', type: { name: 'int', modifiers: [] }, name: 'a' },
        { mode: 'out', type: { name: 'varchar', modifiers: [10] }, name: 'b' },
        { mode: 'inout', type: { name: 'double precision', modifiers: [] } },
        { mode: 'in', type: { name: 'int', modifiers: [] }, name: 'c' },
      ],
    },
  );
  holds(
    "create external function f(int) returns int stable lambda 'l' iam_role default max_batch_size 5 mb",
    {
      external: true,
      volatility: 'stable',
      options: { lambda: 'l', iam_role: 'default', max_batch_size: '5 mb' },
    },
  );
  holds('fetch forward 10 from c', { count: 10, cursor: 'c' });
  holds('fetch all in c', { count: 'all' });
  holds('declare c cursor without hold for select 1', { name: 'c', text: 'select 1' });
  holds('comment on column s.t.c is null', {
    object: 'column',
    name: { name: 't', schema: 's' },
    part: 'c',
    text: null,
  });
  holds('vacuum sort only s.t to 75 percent boost', { mode: 'sort only', toPercent: 75, boost: true });
  holds('create schema if not exists s authorization "U" quota 2 gb', {
    name: 's',
    ifNotExists: true,
    owner: 'U',
    quotaMb: 2048,
  });
  holds("create external schema k from kafka uri 'h:1' authentication none iam_role default", {
    source: 'kafka',
    options: { uri: 'h:1', authentication: 'none', iam_role: 'default' },
  });
  holds('drop procedure if exists p(a int, out b int)', {
    object: 'procedure',
    ifExists: true,
    argumentTypes: [{ name: 'int', modifiers: [] }],
  });
  holds('merge into t using s on t.a = s.a remove duplicates', { removeDuplicates: true });
});
