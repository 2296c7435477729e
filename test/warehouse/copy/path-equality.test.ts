import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import type { Warehouse } from '#warehouse/session-interface.ts';
import { openTestS3, type TestS3 } from '../../support/s3.ts';
import { openTestWarehouse, TestClient } from '../../support/warehouse.ts';

let s3: TestS3;
let warehouse: Warehouse;
let client: TestClient;

before(async () => {
  s3 = await openTestS3();
  warehouse = await openTestWarehouse({ s3 });
  client = await TestClient.open(warehouse);
});
after(async () => {
  await client.close();
  await warehouse.close();
  await s3[Symbol.asyncDispose]();
});

const tables = ['a int, b varchar(3)', 'a varchar(4)', 'a varchar(5), b int, c varchar(2) not null'];
const pieces = ['1', '22', 'x', 'é', 'long text', ' ', '\t', '\\N', '""', "'", '\\', 'N'];
const separators = [',', ',', ',', '|', '"', '"', '\n', '\n', '\r\n', '\r'];

const content = fc.oneof(
  fc.array(fc.constantFrom(...pieces, ...separators), { maxLength: 40 }).map((parts) => parts.join('')),
  records('\n'),
  records('\r\n'),
);

/** Records that are mostly right, so that rows are loaded too. */
function records(lineEnd: string) {
  const field = fc.oneof(
    fc.constantFrom('1', '2', 'x', '', 'é', '\\N', 'a b'),
    fc.constantFrom('"1"', '"a,b"', '" "', '""', '"x""y"', ' "2" ', `"a${lineEnd}b"`, '"\\N"'),
    fc.constantFrom('x"y', '"a"b', '"a', 'too long'),
  );
  const line = fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => fields.join(','));
  const lines = fc.array(fc.oneof({ weight: 5, arbitrary: line }, fc.constant('')), { maxLength: 8 });
  return fc.tuple(lines, fc.constantFrom('', lineEnd)).map(([all, end]) => all.join(lineEnd) + end);
}

const options = fc
  .record({
    format: fc.constantFrom(
      'CSV',
      'CSV',
      "CSV DELIMITER '|'",
      "CSV QUOTE ''''",
      "DELIMITER ','",
      "DELIMITER '|'",
    ),
    ignoreHeader: fc.constantFrom('', '', 'IGNOREHEADER 1', 'IGNOREHEADER 2'),
    blank: fc.constantFrom('', 'IGNOREBLANKLINES'),
    fill: fc.constantFrom('', '', 'FILLRECORD'),
    nullAs: fc.constantFrom('', '', "NULL AS ''", "NULL AS 'x'", "NULL AS ' '"),
    text: fc.constantFrom('', 'EMPTYASNULL', 'BLANKSASNULL', 'TRIMBLANKS', 'TRUNCATECOLUMNS'),
  })
  .map((all) => Object.values(all).join(' '));

/** What a COPY made of a file: its rows and what it refused. */
async function load(columns: string, key: string, body: string, more: string) {
  await s3.put('bucket', key, body);
  await client.run(`CREATE TABLE t (${columns})`);
  try {
    await client.run(`COPY t FROM 's3://bucket/${key}' IAM_ROLE default ${more} MAXERROR 1000`);
    const rows = await client.rows('SELECT * FROM t');
    const errors = await client.rows(
      `SELECT line_number, colname, type, position, err_code, err_reason, raw_field_value, raw_line
       FROM stl_load_errors WHERE query = pg_last_copy_id() ORDER BY line_number`,
    );
    return { rows: rows.map((row) => JSON.stringify(row)).toSorted(), errors };
  } finally {
    await client.run('DROP TABLE t');
  }
}

/** What was found once. */
const examples: [columns: string, text: string, options: string][] = [
  ['a int, b varchar(3)', '\n', 'CSV'],
  ['a int, b varchar(3)', '"a"b', 'CSV IGNOREHEADER 1'],
  ['a varchar(4)', ',,', 'CSV'],
  ['a varchar(5), b int, c varchar(2) not null', '"a,b","1",\\N', "DELIMITER ','"],
];

test("the engine's reader and the decoder give the same rows and refuse the same records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tables), content, options, async (columns, text, more) => {
      // Files with more than ASCII are the decoder's where ACCEPTINVCHARS may change them.
      const body = `${text}\né`;
      const byEngine = await load(columns, 'data.csv', body, more);
      const decoded = await load(columns, 'data.csv', body, `${more} ACCEPTINVCHARS`);
      assert.deepEqual(byEngine, decoded);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 25), examples },
  );
});
