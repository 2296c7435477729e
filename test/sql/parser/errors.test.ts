import assert from 'node:assert/strict';
import test from 'node:test';
import { RedshiftError } from '#base/errors.ts';
import { parseStatements } from '#sql/parse.ts';

function refusal(text: string): { code: string; message: string; position: number | undefined } {
  try {
    parseStatements(text);
  } catch (error) {
    assert(error instanceof RedshiftError, String(error));
    return { code: error.code, message: error.message, position: error.position };
  }
  throw new assert.AssertionError({ message: `was accepted: ${text}` });
}

/** Text, the token that PostgreSQL would name, and its offset. */
const near: [string, string, number][] = [
  ['selec 1', 'selec', 0],
  ['select 1; selec', 'selec', 10],
  ['select from t', 'from', 7],
  ['select a from t whre b = 1', 'b', 21],
  ['select a from where', 'where', 14],
  ["select 'a' 'b'", "'b'", 11],
  ['select 1 +', '', -1],
  ['select (1, 2', '', -1],
  ['select 1)', ')', 8],
  ['select a b c', 'c', 11],
  ['select 1 < 2 < 3', '<', 13],
  ['insert into t values (1', '', -1],
  ['insert into t (a) value (1)', 'value', 18],
  ['create table t (a int,)', ')', 22],
  ['create table t (user int)', 'user', 16],
  ['create table order (a int)', 'order', 13],
  ['select tag from t', 'tag', 7],
  ['select timestamp, a from t', ',', 16],
  ['select * from t qualify row_number() over () = 1', 'row_number', 24],
  ['select * from (values (1)) t', 'values', 15],
  ['values (1)', 'values', 0],
  ['with x as (select 1) insert into t select 1', 'insert', 21],
  ['select * exclude (a), b from t', ',', 20],
  ['create materialized view m auto refresh yes sortkey(a) as select 1', 'sortkey', 44],
  ['copy t from s3', 's3', 12],
  ["copy t from 's3://x' nonsense", 'nonsense', 21],
  ["unload (select 1) to 's3://x'", 'select', 8],
  ['grant select on t', '', -1],
  ['set x', '', -1],
  ['fetch', '', -1],
  ['explain create table t (a int)', 'create', 8],
  ['select $', '$', 7],
  ['select a.b..c', '..', 10],
  ['select {fn now()}', '{', 7],
];

/** Statements of PostgreSQL and DuckDB that Redshift does not have: refused at the word. */
const foreign: [string, string, number][] = [
  ["attach 'x.db'", "'x.db'", 7],
  ['detach x', 'x', 7],
  ['pragma version', 'pragma', 0],
  ['install httpfs', 'install', 0],
  ['load httpfs', 'load', 0],
  ["copy t to 'x.csv'", 'to', 7],
  ["copy (select 1) to 'x.csv'", '(', 5],
  ["export database 'x'", 'export', 0],
  ["import database 'x'", 'import', 0],
  ['create index i on t (a)', 'index', 7],
  ['create sequence s', 'sequence', 7],
  ['create trigger x', 'trigger', 7],
  ["create type t as enum ('a')", 'type', 7],
  ['create domain d as int', 'domain', 7],
  ['create extension x', 'extension', 7],
  ['create macro f() as 1', 'macro', 7],
  ['create secret x', 'secret', 7],
  ['create or replace table t (a int)', 'table', 18],
  ['drop index i', 'index', 5],
  ['alter sequence s', 'sequence', 6],
  ['checkpoint', 'checkpoint', 0],
  ['describe t', 'describe', 0],
  ['summarize t', 'summarize', 0],
  ['from t', 'from', 0],
  ['savepoint a', 'savepoint', 0],
  ['rollback to a', 'to', 9],
  ['listen x', 'listen', 0],
  ['do $$begin end$$', 'do', 0],
  ["select * from 'file.csv'", "'file.csv'", 14],
];

test('a syntax error names the token and its place as PostgreSQL does', () => {
  for (const [text, token, position] of [...near, ...foreign]) {
    const expected =
      position < 0
        ? { code: '42601', message: 'syntax error at end of input', position: text.length }
        : { code: '42601', message: `syntax error at or near "${token}"`, position };
    assert.deepEqual(refusal(text), expected, text);
  }
});

test('literals and comments without an end are named', () => {
  const cases: [string, string, number][] = [
    ["select 'abc", `unterminated quoted string at or near "'abc"`, 7],
    ["select E'abc\\'", `unterminated quoted string at or near "E'abc\\'"`, 7],
    ['select "abc', 'unterminated quoted identifier at or near ""abc"', 7],
    ['select ""', 'zero-length delimited identifier at or near """"', 7],
    ['select 1 /* x /* y */', 'unterminated /* comment at or near "/* x /* y */"', 9],
    ['select $a$ x', 'unterminated dollar-quoted string at or near "$a$ x"', 7],
    ["select B'01", `unterminated bit string literal at or near "B'01"`, 7],
    ["select X'0F", `unterminated hexadecimal string literal at or near "X'0F"`, 7],
  ];
  for (const [text, message, position] of cases) {
    assert.deepEqual(refusal(text), { code: '42601', message, position }, text);
  }
});

test('a syntax error before a broken literal comes first', () => {
  assert.equal(refusal("selec 'abc").message, 'syntax error at or near "selec"');
});

test('COPY from the client is refused in the words of Redshift', () => {
  const { code, message, position } = refusal('copy t from stdin');
  assert.deepEqual([code, position], ['0A000', 12]);
  assert.match(message, /^LOAD source is not supported\. \(Hint: only S3 or DynamoDB or EMR based load/);
});
