import assert from 'node:assert/strict';
import test from 'node:test';
import { numberParameters } from '#warehouse/data-api/named-parameters.ts';

const parameters = [
  { name: 'a', value: '1' },
  { name: 'b_2', value: '2' },
  { name: '3', value: '3' },
];

const cases: [string, string, string[]][] = [
  ['select 1', 'select 1', []],
  ['select :a', 'select  $1 ', ['1']],
  ['select :b_2, :a, :b_2', 'select  $1 ,  $2 ,  $1 ', ['2', '1']],
  ['select :3', 'select  $1 ', ['3']],
  ['select x=:a', 'select x= $1 ', ['1']],
  ['limit:a', 'limit $1 ', ['1']],
  ['select x::a', 'select x::a', []],
  ['select :a::int', 'select  $1 ::int', ['1']],
  ["select ':a'", "select ':a'", []],
  ['select ":a"', 'select ":a"', []],
  ['select $$:a$$', 'select $$:a$$', []],
  ['select 1 -- :a', 'select 1 -- :a', []],
  ['select /* :a */ 1', 'select /* :a */ 1', []],
  ["select 'open :a", "select 'open :a", []],
  ['select a : b', 'select a : b', []],
];

for (const [sql, text, values] of cases) {
  test(sql, () => {
    const numbered = numberParameters(sql, parameters);
    assert.deepEqual([numbered.text, numbered.values], [text, values]);
  });
}

test('a place is one of the text that was given', () => {
  const sql = 'select :a, :b_2, wrong';
  const { text, original } = numberParameters(sql, parameters);
  assert.equal(original(text.indexOf('wrong')), sql.indexOf('wrong'));
  assert.equal(original(3), 3);
});

test('a name without a value, and a text without parameters', () => {
  assert.throws(() => numberParameters('select :c', parameters), { code: 'ValidationException' });
  assert.equal(numberParameters('select :c', []).text, 'select :c');
});
