import assert from 'node:assert/strict';
import test from 'node:test';
import { openDatabase } from './bound-database.ts';

// The tables of the guide's examples of PIVOT and UNPIVOT, and an order with nested lines.
const database = await openDatabase(`
  create table part (partname varchar, manufacturer varchar, quality int, price decimal(12, 2));
  insert into part values
    ('prop', 'local parts co', 2, 10.00), ('prop', 'big parts co', null, 9.00), ('prop', 'small parts co', 1, 12.00),
    ('rudder', 'local parts co', 1, 2.50), ('rudder', 'big parts co', 2, 3.75), ('rudder', 'small parts co', null, 1.90),
    ('wing', 'local parts co', null, 7.50), ('wing', 'big parts co', 1, 15.20), ('wing', 'small parts co', null, 11.80);
  create table count_by_color (quality varchar, red int, green int, blue int);
  insert into count_by_color values ('high', 15, 20, 7), ('normal', 35, null, 40), ('low', 10, 23, null);
  create table o (id int, doc super);
`);
const orders = database.relations.find((relation) => relation.name === 'o')!;
await database.engine.run(`INSERT INTO ${orders.source} VALUES
  (1, '{"lines": [{"sku": "a", "qty": 2}, {"sku": "b", "qty": 1}], "tags": {"x/y": 1, "k": "v"}}'),
  (2, '{"lines": [], "tags": 5}'), (3, '{"lines": "none"}')`);

const cases: [text: string, rows: unknown[][]][] = [
  [
    "select * from (select partname, price from part) pivot (max(price) for partname in ('prop', 'rudder', 'wing'))",
    [['12.00', '3.75', '15.20']],
  ],
  [
    'select * from (select quality, manufacturer from part) pivot (count(*) for quality in (1, 2, null)) order by 1',
    [
      ['big parts co', '1', '1', '1'],
      ['local parts co', '1', '1', '1'],
      ['small parts co', '1', '0', '2'],
    ],
  ],
  [
    'select manufacturer, high_count from (select quality, manufacturer from part) pivot (count(*) as count for quality in (1 as high, 2 as low)) order by 1',
    [
      ['big parts co', '1'],
      ['local parts co', '1'],
      ['small parts co', '1'],
    ],
  ],
  [
    'select * from (select red, green, blue from count_by_color) unpivot (cnt for color in (red, green, blue)) order by 1, 2',
    [
      ['blue', 7],
      ['blue', 40],
      ['green', 20],
      ['green', 23],
      ['red', 10],
      ['red', 15],
      ['red', 35],
    ],
  ],
  [
    "select quality, color, cnt from count_by_color unpivot include nulls (cnt for color in (red as r, green as 'g')) order by quality desc, 2",
    [
      ['normal', 'g', null],
      ['normal', 'r', 35],
      ['low', 'g', 23],
      ['low', 'r', 10],
      ['high', 'g', 20],
      ['high', 'r', 15],
    ],
  ],
  [
    'select o.id, l.sku, l.qty, i from o, o.doc.lines as l at i order by i',
    [
      [1, '"a"', '2', '0'],
      [1, '"b"', '1', '1'],
    ],
  ],
  ['select id, l.sku::varchar from o as x, x.doc.lines l where l.qty > 1', [[1, 'a']]],
  [
    'select id, l.sku from o left join o.doc.lines l on true order by id, 2',
    [
      [1, '"a"'],
      [1, '"b"'],
      [2, null],
      [3, null],
    ],
  ],
  [
    'select k, v from o, unpivot o.doc.tags as v at k order by k',
    [
      ['k', '"v"'],
      ['x/y', '1'],
    ],
  ],
];

for (const [text, rows] of cases) {
  test(text, async () => {
    assert.deepEqual(await database.rows(text), rows);
  });
}

test('columns of PIVOT are named for values and aggregates', () => {
  const labels = (text: string) => database.columns(text).map((column) => column.name);
  const source = '(select quality, manufacturer from part)';
  assert.deepEqual(labels(`select * from ${source} pivot (count(*) for quality in (1, 2 as two, null))`), [
    'manufacturer',
    '1',
    'two',
    'null',
  ]);
  assert.deepEqual(
    labels(`select * from ${source} pivot (count(*) as c, max(manufacturer) as m for quality in (1 as one))`),
    ['one_c', 'one_m'],
  );
});

const errors: [text: string, error: string][] = [
  ['select * from o, o.id as x at i', '42809 only a SUPER value can be unnested in FROM @17'],
  [
    'select * from part pivot (upper(partname) for quality in (1))',
    '42601 PIVOT takes aggregate functions only @26',
  ],
  ['select * from count_by_color unpivot (n for c in (red, pink))', '42703 column "pink" does not exist @55'],
  [
    'select id from o start with id = 1 connect by prior id = id',
    '0A000 CONNECT BY is not supported by Slipher yet @0',
  ],
];

for (const [text, error] of errors) {
  test(text, async () => {
    assert.equal(await database.error(text), error);
  });
}
