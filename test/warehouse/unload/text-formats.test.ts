import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { openUnloadTest, type UnloadTest } from '../../support/unload.ts';

let unloadTest: UnloadTest;
before(async () => {
  unloadTest = await openUnloadTest();
});
after(() => unloadTest[Symbol.asyncDispose]());

interface Case {
  name: string;
  query: string;
  options?: string;
  text: string;
}

const texts = `SELECT * FROM (
  SELECT 1 AS n, CAST('plain' AS VARCHAR(20)) AS t UNION ALL SELECT 2, 'a|b,c' UNION ALL SELECT 3, 'say "x"'
  UNION ALL SELECT 4, 'it''s \\\\' UNION ALL SELECT 5, 'l' || chr(10) || 'f' || chr(13) UNION ALL SELECT 6, ''
  UNION ALL SELECT 7, NULL UNION ALL SELECT 8, ' # '
) ORDER BY n`;

const cases: Case[] = [
  {
    name: 'text',
    query: texts,
    text: '1|plain\n2|a|b,c\n3|say "x"\n4|it\'s \\\n5|l\nf\r\n6|\n7|\n8| # \n',
  },
  {
    name: 'text with ESCAPE',
    query: texts,
    options: 'ESCAPE',
    text: '1|plain\n2|a\\|b,c\n3|say "x"\n4|it\'s \\\\\n5|l\\\nf\\\r\n6|\n7|\n8| # \n',
  },
  {
    name: 'text with ADDQUOTES',
    query: texts,
    options: 'ADDQUOTES',
    text: '"1"|"plain"\n"2"|"a|b,c"\n"3"|"say "x""\n"4"|"it\'s \\"\n"5"|"l\nf\r"\n"6"|""\n"7"|""\n"8"|" # "\n',
  },
  {
    name: 'text with ADDQUOTES and ESCAPE',
    query: texts,
    options: "ADDQUOTES ESCAPE DELIMITER ','",
    text: '"1","plain"\n"2","a|b\\,c"\n"3","say \\"x\\""\n"4","it\\\'s \\\\"\n"5","l\\\nf\\\r"\n"6",""\n"7",""\n"8"," # "\n',
  },
  {
    name: 'text with NULL AS, which is not escaped',
    query: texts,
    options: "ESCAPE NULL AS '\\\\N' DELIMITER '\\t'",
    text: '1\tplain\n2\ta|b,c\n3\tsay "x"\n4\tit\'s \\\\\n5\tl\\\nf\\\r\n6\t\n7\t\\N\n8\t # \n',
  },
  {
    name: 'CSV',
    query: texts,
    options: 'CSV',
    text: '1,plain\n2,"a|b,c"\n3,"say ""x"""\n4,it\'s \\\n5,"l\nf\r"\n6,\n7,\n8, # \n',
  },
  {
    name: 'CSV with a delimiter and NULL AS',
    query: texts,
    options: "FORMAT AS CSV DELIMITER AS '|' NULL AS '@NULL@'",
    text: '1|plain\n2|"a|b,c"\n3|"say ""x"""\n4|it\'s \\\n5|"l\nf\r"\n6|\n7|@NULL@\n8| # \n',
  },
  {
    name: 'JSON',
    query: texts,
    options: 'FORMAT JSON',
    text:
      '{"n":1,"t":"plain"}\n{"n":2,"t":"a|b,c"}\n{"n":3,"t":"say \\"x\\""}\n{"n":4,"t":"it\'s \\\\"}\n' +
      '{"n":5,"t":"l\\nf\\r"}\n{"n":6,"t":""}\n{"n":7,"t":null}\n{"n":8,"t":" # "}\n',
  },
  {
    name: 'FIXEDWIDTH',
    query: "SELECT 1 AS a, 'ab' AS b, CAST(NULL AS INT) AS c UNION ALL SELECT -12, 'äöü', 3 ORDER BY a",
    options: "FIXEDWIDTH 'a:4,b:3,c:2'",
    text: '-12 äöü3 \n1   ab   \n',
  },
  {
    name: 'FIXEDWIDTH with a text for NULL that fits and one that does not',
    query: 'SELECT CAST(NULL AS INT) AS a, CAST(NULL AS VARCHAR(3)) AS b',
    options: "FIXEDWIDTH 'a:2,b:5' NULL AS 'none'",
    text: '  none \n',
  },
  { name: 'HEADER', query: 'SELECT 1 AS a, 2 AS "b|c"', options: 'HEADER', text: 'a|b|c\n1|2\n' },
  {
    name: 'HEADER with ESCAPE and ADDQUOTES',
    query: 'SELECT 1 AS a, 2 AS "b|c"',
    options: 'HEADER ESCAPE ADDQUOTES',
    text: '"a"|"b\\|c"\n"1"|"2"\n',
  },
  {
    name: 'HEADER with CSV',
    query: 'SELECT 1 AS a, 2 AS "b,""c"',
    options: 'CSV HEADER',
    text: 'a,"b,""c"\n1,2\n',
  },
  { name: 'no rows', query: 'SELECT 1 AS a WHERE false', text: '' },
  { name: 'no rows with HEADER', query: 'SELECT 1 AS a WHERE false', options: 'CSV HEADER', text: 'a\n' },
  { name: 'one column that is NULL', query: 'SELECT CAST(NULL AS INT) AS a', text: '\n' },
  {
    name: 'a nested LIMIT, and a query that begins with WITH',
    query: 'WITH w AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT a FROM (SELECT a FROM w ORDER BY a LIMIT 1)',
    text: '1\n',
  },
  {
    name: 'a delimiter that stands in dates',
    query: "SELECT DATE '2024-01-02' AS d, -5 AS n",
    options: "CSV DELIMITER '-'",
    text: '"2024-01-02"-"-5"\n',
  },
];

for (const { name, query, options, text } of cases) {
  test(`UNLOAD: ${name}`, async () => {
    assert.equal(await unloadTest.unloadText(query, options), text);
  });
}

const types: [sql: string, text: string, json: string][] = [
  ['CAST(1 AS SMALLINT)', '1', '1'],
  ['CAST(-9223372036854775807 AS BIGINT)', '-9223372036854775807', '-9223372036854775807'],
  ['CAST(10 AS DECIMAL(8,2))', '10.00', '10.00'],
  [
    "CAST('12345678901234567890123456789012345.678' AS DECIMAL(38,3))",
    '12345678901234567890123456789012345.678',
    '12345678901234567890123456789012345.678',
  ],
  ['CAST(0.1 AS REAL)', '0.1', '0.1'],
  ['CAST(100 AS FLOAT8)', '100', '100'],
  ["CAST('0.1' AS FLOAT8) + CAST('0.2' AS FLOAT8)", '0.30000000000000004', '0.30000000000000004'],
  ["CAST('1e300' AS FLOAT8)", '1e+300', '1e+300'],
  ["CAST('NaN' AS FLOAT8)", 'NaN', '"NaN"'],
  ['true', 't', 'true'],
  ['CAST(NULL AS BOOLEAN)', '', 'null'],
  ["CAST('ab' AS CHAR(5))", 'ab', '"ab"'],
  ["DATE '2008-01-04'", '2008-01-04', '"2008-01-04"'],
  ["TIMESTAMP '2008-01-04 10:00:00'", '2008-01-04 10:00:00', '"2008-01-04 10:00:00"'],
  ["TIMESTAMP '2008-01-04 10:00:00.25'", '2008-01-04 10:00:00.25', '"2008-01-04 10:00:00.25"'],
  ["TIMESTAMPTZ '2008-01-04 10:00:00+00'", '2008-01-04 10:00:00+00', '"2008-01-04 10:00:00+00"'],
  ["TIME '10:00:01'", '10:00:01', '"10:00:01"'],
  ['JSON_PARSE(\'{"a": [1.50, null, "x"]}\')', '{"a":[1.50,null,"x"]}', '{"a":[1.50,null,"x"]}'],
  ['CAST(NULL AS SUPER)', 'null', 'null'],
  ["'ünï\u2028'", 'ünï\u2028', '"ünï\u2028"'],
];

for (const [sql, text, json] of types) {
  test(`UNLOAD of ${sql}`, async () => {
    assert.equal(await unloadTest.unloadText(`SELECT ${sql} AS v`), `${text}\n`);
    assert.equal(await unloadTest.unloadText(`SELECT ${sql} AS v`, 'JSON'), `{"v":${json}}\n`);
  });
}

test('UNLOAD of VARBYTE as hexadecimal digits', async () => {
  assert.equal(await unloadTest.unloadText("SELECT to_varbyte('0aFF', 'hex') AS v", 'CSV'), '0aff\n');
});

test('NULL AS does not apply to SUPER', async () => {
  assert.equal(
    await unloadTest.unloadText('SELECT CAST(NULL AS SUPER) AS s, CAST(NULL AS INT) AS i', "NULL AS 'none'"),
    'null|none\n',
  );
});

test('many columns', async () => {
  const columns = Array.from({ length: 1600 }, (_, index) => `${index} AS c${index}`).join(', ');
  const text = await unloadTest.unloadText(`SELECT ${columns}`, 'CSV');
  assert.equal(text.split(',').length, 1600);
});
