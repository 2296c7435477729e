import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type CopyTest, openCopyTest } from '../../support/copy.ts';
import type { Row } from '../../support/warehouse.ts';

let copyTest: CopyTest;
before(async () => {
  copyTest = await openCopyTest();
});
after(() => copyTest[Symbol.asyncDispose]());

interface Case {
  name: string;
  columns?: string;
  file: string | Uint8Array;
  options?: string;
  rows: Row[];
  errors?: string[];
}

const three = 'a int, b varchar(10), c numeric(8,2)';

const cases: Case[] = [
  { name: 'bars by default', file: '1|x|2.5\n', rows: [['1', 'x', '250']] },
  { name: 'no line end at the end', file: '1|x|2.5', rows: [['1', 'x', '250']] },
  {
    name: 'CRLF',
    file: '1|x|2.5\r\n2|y|3\r\n',
    rows: [
      ['1', 'x', '250'],
      ['2', 'y', '300'],
    ],
  },
  {
    name: 'LF and CRLF mixed',
    file: '1|x|2.5\r\n2|y|3\n',
    rows: [
      ['1', 'x', '250'],
      ['2', 'y', '300'],
    ],
  },
  {
    name: 'one delimiter behind the last field',
    file: '1|x|2.5|\n2|y|3\n',
    rows: [
      ['1', 'x', '250'],
      ['2', 'y', '300'],
    ],
  },
  { name: 'the null text', file: '1|\\N|\\N\n', rows: [['1', null, null]] },
  { name: 'empty fields', file: '||\n', rows: [[null, '', null]] },
  { name: 'EMPTYASNULL', file: '1||\n', options: 'EMPTYASNULL', rows: [['1', null, null]] },
  { name: 'NULL AS', file: '1|none|none\n', options: "NULL AS 'none'", rows: [['1', null, null]] },
  { name: 'quotes are text without CSV', file: '1|"x"|2\n', rows: [['1', '"x"', '200']] },
  { name: 'a tab', file: '1\tx\t2\n', options: "DELIMITER '\\t'", rows: [['1', 'x', '200']] },
  {
    name: 'an octal delimiter',
    file: '1\x01x\x012\n',
    options: "DELIMITER '\\001'",
    rows: [['1', 'x', '200']],
  },
  { name: 'decimals are cut off', file: '1|x|2.559\n', rows: [['1', 'x', '255']] },
  { name: 'ROUNDEC', file: '1|x|2.559\n', options: 'ROUNDEC', rows: [['1', 'x', '256']] },
  { name: 'IGNOREHEADER', file: 'a|b|c\n1|x|2\n', options: 'IGNOREHEADER 1', rows: [['1', 'x', '200']] },
  { name: 'a header alone', file: 'a|b|c\n', options: 'IGNOREHEADER 1', rows: [] },
  { name: 'an empty file', file: '', rows: [] },
  {
    name: 'FILLRECORD',
    file: '1\n2|y\n3|z|4\n',
    options: 'FILLRECORD',
    rows: [
      ['1', '', null],
      ['2', 'y', null],
      ['3', 'z', '400'],
    ],
  },
  { name: 'IGNOREBLANKLINES', file: '\n1|x|2\n\n\n', options: 'IGNOREBLANKLINES', rows: [['1', 'x', '200']] },
  { name: 'a byte order mark', file: '\ufeff1|x|2\n', rows: [['1', 'x', '200']] },
  {
    name: 'TRUNCATECOLUMNS',
    file: '1|much too long|2\n',
    options: 'TRUNCATECOLUMNS',
    rows: [['1', 'much too l', '200']],
  },
  { name: 'a zero byte inside a field', file: '1|x\0y|2\n', rows: [['1', 'x\0y', '200']] },
  {
    name: 'blank lines of a single text column',
    columns: 'a varchar(5)',
    file: 'x\n\ny\n',
    rows: [[''], ['x'], ['y']],
  },
  {
    name: 'CSV',
    file: '1,"a, b",2\n2,"say ""x""",3\n',
    options: 'CSV',
    rows: [
      ['1', 'a, b', '200'],
      ['2', 'say "x"', '300'],
    ],
  },
  {
    name: 'CSV with lines inside quotes',
    file: '1,"a\nb",2\n',
    options: 'CSV',
    rows: [['1', 'a\nb', '200']],
  },
  {
    name: 'CSV that ends lines with CRLF, LF inside quotes',
    file: '1,"a\nb",2\r\n2,y,3\r\n',
    options: 'CSV',
    rows: [
      ['1', 'a\nb', '200'],
      ['2', 'y', '300'],
    ],
  },
  { name: 'CSV with blanks around quotes', file: '1, "a" ,2\n', options: 'CSV', rows: [['1', 'a', '200']] },
  {
    name: 'CSV with another quote',
    file: "1,'a,b',2\n",
    options: "CSV QUOTE ''''",
    rows: [['1', 'a,b', '200']],
  },
  {
    name: 'CSV with another delimiter',
    file: '1;"a;b";2\n',
    options: "CSV DELIMITER ';'",
    rows: [['1', 'a;b', '200']],
  },
  { name: 'a quoted null text is text', file: '1,"\\N",\\N\n', options: 'CSV', rows: [['1', '\\N', null]] },
  { name: 'GZIP', file: gzipSync('1|x|2\n'), options: 'GZIP', rows: [['1', 'x', '200']] },
  {
    name: 'GZIP of two members',
    file: Buffer.concat([gzipSync('1|x|2\n'), gzipSync('2|y|3\n')]),
    options: 'GZIP',
    rows: [
      ['1', 'x', '200'],
      ['2', 'y', '300'],
    ],
  },
  { name: 'ZSTD', file: zstdCompressSync('1|x|2\n'), options: 'ZSTD', rows: [['1', 'x', '200']] },
  {
    name: 'too few fields',
    file: '1|x|2\n2|y\n',
    options: 'MAXERROR 2',
    rows: [['1', 'x', '200']],
    errors: ['2:b:1214:Delimiter not found'],
  },
  {
    name: 'too many fields',
    file: '1|x|2|3\n2|y|3\n',
    options: 'MAXERROR 2',
    rows: [['2', 'y', '300']],
    errors: ['1::1202:Extra column(s) found'],
  },
  {
    name: 'a blank line',
    file: '1|x|2\n\n2|y|3\n',
    options: 'MAXERROR 2',
    rows: [
      ['1', 'x', '200'],
      ['2', 'y', '300'],
    ],
    errors: ['2:a:1214:Delimiter not found'],
  },
  {
    name: 'a bad integer',
    file: '1|x|2\n2x|y|3\n',
    options: 'MAXERROR 2',
    rows: [['1', 'x', '200']],
    errors: ["2:a:1207:Invalid digit, Value 'x', Pos 1, Type: Integer"],
  },
  {
    name: 'text that is too long',
    file: '1|much too long|2\n',
    options: 'MAXERROR 2',
    rows: [],
    errors: ['1:b:1204:String length exceeds DDL length'],
  },
  {
    name: 'bytes that are no UTF-8',
    file: Buffer.concat([Buffer.from('1|x'), Buffer.from([0xa4]), Buffer.from('|2\n2|y|3\n')]),
    options: 'MAXERROR 2',
    rows: [['2', 'y', '300']],
    errors: [
      '1:b:1220:String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: a4 (error 3)',
    ],
  },
  {
    name: 'ACCEPTINVCHARS',
    file: Buffer.concat([Buffer.from('1|x'), Buffer.from([0xa4]), Buffer.from('|2\n')]),
    options: "ACCEPTINVCHARS '^'",
    rows: [['1', 'x^', '200']],
  },
  {
    name: 'a stray quote',
    file: '1,a"b,2\n2,y,3\n',
    options: 'CSV MAXERROR 2',
    rows: [['2', 'y', '300']],
    errors: ['1:b:1214:Invalid quote formatting for CSV'],
  },
  {
    name: 'lines are counted through quotes',
    file: '1,"a\n\nb",2\nx,y,3\n',
    options: 'CSV MAXERROR 2',
    rows: [['1', 'a\n\nb', '200']],
    errors: ["4:a:1207:Invalid digit, Value 'x', Pos 0, Type: Integer"],
  },
  {
    name: 'equal bad records have a line each',
    file: 'x|y|1\n1|x|2\nx|y|1\n',
    options: 'MAXERROR 5',
    rows: [['1', 'x', '200']],
    errors: [
      "1:a:1207:Invalid digit, Value 'x', Pos 0, Type: Integer",
      "3:a:1207:Invalid digit, Value 'x', Pos 0, Type: Integer",
    ],
  },
  {
    name: 'NOT NULL',
    columns: 'a int not null, b varchar(5)',
    file: '|x\n1|y\n',
    options: 'MAXERROR 2',
    rows: [['1', 'y']],
    errors: ['1:a:1213:Missing data for not-null field'],
  },
];

for (const { name, columns = three, file, options = '', rows, errors = [] } of cases) {
  test(name, async () => {
    const outcome = await copyTest.copy(columns, { data: file }, options);
    assert.equal(outcome.error, undefined, String(outcome.error?.detail ?? outcome.error?.message));
    assert.deepEqual({ rows: outcome.rows, errors: outcome.errors }, { rows, errors });
  });
}
