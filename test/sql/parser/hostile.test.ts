import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { RedshiftError } from '#base/errors.ts';
import { parseExpressionText, parseQueryText, parseStatements, parseTypeName } from '#sql/parse.ts';

/** Parses; gives the SQLSTATE of a refusal. Whatever else is thrown fails the test. */
function codeOf(text: string, parse: (text: string) => unknown = parseStatements): string {
  try {
    parse(text);
    return '00000';
  } catch (error) {
    assert(error instanceof RedshiftError, `${String(error)} for ${text.slice(0, 200)}`);
    return error.code;
  }
}

/** Beginnings that nest when they are repeated. */
const nesting = [
  'select (',
  'select f(',
  'select case when ',
  'select case ',
  'select (select ',
  'select * from (select * from ',
  'select * from (',
  'select - ',
  'select not ',
  'select 1 = ',
  'select a[',
  'select array[',
  'select cast(',
  'select f() over (order by ',
  'select exists(select ',
  'select a between (',
  'select trim(both ',
  '(',
  'select 1 union (',
  'with a as (',
  'explain ',
  'create schema s ',
  'select 1 group by grouping sets(',
];

test('nesting without end is refused as too deep, not by a broken stack', () => {
  for (const start of nesting) {
    const [head, repeated] = start.startsWith('select ') ? ['select ', start.slice(7)] : ['', start];
    const text = head + repeated.repeat(20_000);
    assert.match(codeOf(text), /^(54001|42601)$/, start);
  }
  assert.equal(codeOf(`select ${'('.repeat(1000)}1${')'.repeat(1000)}`), '54001');
  assert.equal(codeOf(`select ${'('.repeat(300)}1${')'.repeat(300)}`), '00000');
});

test('a deep caller gets the same refusal', () => {
  const text = `select ${'f('.repeat(350)}1${')'.repeat(350)}`;
  const dive = (left: number): string => (left === 0 ? codeOf(text) : dive(left - 1));
  for (const depth of [1000, 3000, 5000, 7000]) assert.match(dive(depth), /^(00000|54001)$/);
});

test('long chains are loops', () => {
  assert.equal(codeOf(`select ${'1+'.repeat(5000)}1`), '00000');
  assert.equal(codeOf(`select ${'1+'.repeat(100_000)}1`), '54001');
  assert.equal(codeOf(`select ${'a and '.repeat(50_000)}b`), '00000');
  assert.equal(codeOf(`select ${'a, '.repeat(50_000)}b`), '00000');
  assert.equal(codeOf('select 1;'.repeat(10_000)), '00000');
});

test('odd texts of megabytes are read in linear time', () => {
  const size = 1_000_000;
  const texts = [
    '('.repeat(size),
    '+-'.repeat(size),
    '/*'.repeat(size),
    `'${"''".repeat(size)}`,
    '$a'.repeat(size),
    '#a'.repeat(size),
    'a.'.repeat(size),
    '"'.repeat(size),
    ';'.repeat(size),
    `insert into t ${'('.repeat(size)}`,
  ];
  for (const text of texts) for (const head of ['', 'select ']) codeOf(head + text);
});

const fragments = [
  ...'select from where ( ) , . * + - / = < > <> :: ; [ ] : $1 $$ \' " 1 1.5 a t "B" #x'.split(' '),
  ...'with as insert into values update set delete using create table int not null default'.split(' '),
  ...'group by order limit union all case when then else end in like between and or is'.split(' '),
  ...'interval extract cast over partition rows grant on to role show alter add column copy'.split(' '),
  ...'/* */ -- || ~ ! @ # at time zone pivot unpivot for join left lateral exclude qualify top'.split(' '),
  "'x'",
  "E'\\",
  '\n',
];

test('any soup of tokens is a tree or a RedshiftError', () => {
  const soup = fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(soup, fc.boolean(), (text, prefixed) => {
      codeOf(prefixed ? `select ${text}` : text);
      codeOf(text, parseExpressionText);
      codeOf(text, parseQueryText);
      codeOf(text, parseTypeName);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test('any string is a tree or a RedshiftError', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      codeOf(text);
      codeOf(`select ${text}`);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test('every property name of objects is an ordinary word', () => {
  for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
    assert.equal(codeOf(`select ${word}, ${word}(1), 1::${word} from ${word} ${word}`), '00000', word);
    assert.equal(codeOf(`show ${word}`), '00000', word);
    assert.equal(codeOf(word), '42601', word);
    assert.equal(codeOf(`create table t (a int ${word})`), '42601', word);
    assert.equal(codeOf(`copy t from 's3://x' ${word} 1`), '42601', word);
  }
});
