import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import fc from 'fast-check';
import { openUnloadTest, type UnloadTest } from '../../support/unload.ts';
import type { Row } from '../../support/warehouse.ts';

// COPY(UNLOAD(t)) is t: for every format, every type, and text with everything that a format has a meaning for.

let unloadTest: UnloadTest;
before(async () => {
  unloadTest = await openUnloadTest();
});
after(() => unloadTest[Symbol.asyncDispose]());

interface Column {
  name: string;
  type: string;
  /** SQL of a value. */
  value: fc.Arbitrary<string>;
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const characters = [...'|,;"\'\\\n\r\t #@Nab0é€', '💡', '\u2028', '\x01', '\r\n', '\\N', '""'];
const anyText = fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });
const instants = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
const clock = (date: Date) => date.toISOString().slice(0, -1).replace('T', ' ');
const text = (value: fc.Arbitrary<string>): fc.Arbitrary<string> => value.map(quoted);

const numbers: Column[] = [
  { name: 'i2', type: 'smallint', value: fc.integer({ min: -32768, max: 32767 }).map(String) },
  { name: 'i4', type: 'integer', value: fc.integer().map(String) },
  {
    name: 'i8',
    type: 'bigint',
    value: fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String),
  },
  {
    name: 'd',
    type: 'decimal(38,6)',
    value: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }).map((value) => {
      const digits = String(value < 0n ? -value : value).padStart(7, '0');
      return `'${value < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}'`;
    }),
  },
  { name: 'r', type: 'real', value: text(fc.float({ noNaN: true, noDefaultInfinity: true }).map(String)) },
  { name: 'f', type: 'float8', value: text(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)) },
  { name: 'b', type: 'boolean', value: fc.boolean().map(String) },
];
const times: Column[] = [
  { name: 'day', type: 'date', value: text(instants.map((date) => date.toISOString().slice(0, 10))) },
  { name: 'at', type: 'timestamp', value: text(instants.map(clock)) },
  { name: 'instant', type: 'timestamptz', value: text(instants.map((date) => `${clock(date)}+00`)) },
  { name: 'clock', type: 'time', value: text(instants.map((date) => clock(date).slice(11))) },
];
const timetz: Column = {
  name: 'zoned',
  type: 'timetz',
  value: text(instants.map((date) => `${clock(date).slice(11)}+02`)),
};
const texts: Column[] = [
  { name: 'v', type: 'varchar(80)', value: text(anyText) },
  {
    name: 'c',
    type: 'char(8)',
    value: text(fc.string({ unit: fc.constantFrom(...'|,"\'\\ ab'), maxLength: 8 })),
  },
];
/** Whole numbers: the engine's JSON has a spelling of its own for others. */
const json = fc
  .jsonValue({ maxDepth: 2, stringUnit: fc.constantFrom(...characters) })
  .map((value) =>
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Math.trunc(part % 1e6) : part)),
  );
const superColumn: Column = {
  name: 's',
  type: 'super',
  value: json.map((value) => `json_parse(${quoted(value)})`),
};
/** COPY reads an empty field of anything but text as NULL. */
const bytes: Column = {
  name: 'x',
  type: 'varbyte(20)',
  value: fc
    .uint8Array({ minLength: 1, maxLength: 20 })
    .map((value) => `to_varbyte('${Buffer.from(value).toString('hex')}', 'hex')`),
};

interface Way {
  name: string;
  columns: Column[];
  unload: string;
  copy: string;
}

const all = [...numbers, ...times, timetz, ...texts];
const nulls = "NULL AS '@NULL@'";
const ways: Way[] = [
  {
    name: 'text',
    columns: [...all, superColumn, bytes],
    unload: `ESCAPE ${nulls}`,
    copy: `ESCAPE ${nulls}`,
  },
  {
    name: 'text with another delimiter',
    columns: [...all, superColumn, bytes],
    unload: `DELIMITER ';' ESCAPE GZIP ${nulls}`,
    copy: `DELIMITER ';' ESCAPE GZIP ${nulls}`,
  },
  {
    name: 'text in quotes',
    columns: [...all, superColumn],
    unload: `ADDQUOTES ESCAPE HEADER ${nulls}`,
    copy: `REMOVEQUOTES ESCAPE IGNOREHEADER 1 ${nulls}`,
  },
  { name: 'text without nulls', columns: numbers, unload: '', copy: '' },
  {
    name: 'CSV',
    columns: [...all, superColumn, bytes],
    unload: `CSV ${nulls}`,
    copy: `CSV ${nulls}`,
  },
  {
    name: 'compressed CSV with a manifest',
    columns: [...all, superColumn, bytes],
    unload: `CSV HEADER ZSTD MANIFEST DELIMITER '|' ${nulls}`,
    copy: `CSV IGNOREHEADER 1 ZSTD MANIFEST DELIMITER '|' ${nulls}`,
  },
  {
    name: 'CSV in bzip2',
    columns: [...numbers, ...times],
    unload: 'CSV BZIP2',
    copy: 'CSV BZIP2',
  },
  { name: 'JSON', columns: [...all, superColumn], unload: 'JSON', copy: "JSON 'auto'" },
  {
    name: 'Parquet',
    columns: [...numbers, ...times, ...texts, superColumn],
    unload: 'PARQUET',
    copy: 'PARQUET SERIALIZETOJSON',
  },
  {
    name: 'Parquet with a manifest',
    columns: [...numbers, ...times, ...texts],
    unload: 'PARQUET MANIFEST',
    copy: 'PARQUET MANIFEST',
  },
];

/** UNLOAD writes `null` for a SUPER that is NULL, and so for JSON's null: the two cannot be told apart. */
function sameNull(row: Row, columns: readonly Column[]): Row {
  return row.map((value, index) => (columns[index]?.type === 'super' && value === 'null' ? null : value));
}

for (const [number, way] of ways.entries()) {
  test(`COPY of UNLOAD is what it was: ${way.name}`, async () => {
    const columns = [{ name: 'n', type: 'int', value: fc.constant('0') }, ...way.columns];
    const declared = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    const shown = columns.map(({ name }) => (name === 'x' ? 'to_hex(x)' : name)).join(', ');
    const { client } = unloadTest;
    await client.run(
      `CREATE TABLE before_${number} (${declared}); CREATE TABLE after_${number} (${declared})`,
    );
    const row = fc.tuple(...way.columns.map(({ value }) => fc.option(value, { nil: 'NULL', freq: 6 })));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const source = `before_${number}`;
        const target = `after_${number}`;
        const values = rows.map((fields, index) => `SELECT ${[index, ...fields].join(', ')}`);
        await client.run(`DELETE FROM ${source}; DELETE FROM ${target}`);
        await client.run(values.map((value) => `INSERT INTO ${source} ${value}`).join('; '));
        const folder = `s3://bucket/round-trip/${number}/${run++}/`;
        await client.run(`UNLOAD ('SELECT * FROM ${source}') TO '${folder}' IAM_ROLE default ${way.unload}`);
        const from = way.copy.includes('MANIFEST') ? `${folder}manifest` : folder;
        await client.run(`COPY ${target} FROM '${from}' IAM_ROLE default ${way.copy}`);
        const read = async (table: string) =>
          (await client.rows(`SELECT ${shown} FROM ${table} ORDER BY n`)).map((fields) =>
            sameNull(fields, columns),
          );
        assert.deepEqual(await read(target), await read(source));
      }),
      { numRuns: 8 },
    );
  });
}

test('partitions with their columns, and fields of fixed width', async () => {
  const { client } = unloadTest;
  await client.run(`
    CREATE TABLE words (n int, word varchar(20), d decimal(8,2));
    INSERT INTO words VALUES (1, 'one', 1.5), (2, 'zwölf 12', -2), (3, 'a/b%', NULL);
    CREATE TABLE again (LIKE words);
    UNLOAD ('SELECT * FROM words') TO 's3://bucket/partitioned/' IAM_ROLE default CSV PARTITION BY (word) INCLUDE;
    COPY again FROM 's3://bucket/partitioned/' IAM_ROLE default CSV`);
  const words = await client.rows('SELECT * FROM words ORDER BY n');
  assert.deepEqual(await client.rows('SELECT * FROM again ORDER BY n'), words);
  const widths = "FIXEDWIDTH 'n:5,word:12,d:10'";
  await client.run(`
    TRUNCATE again;
    UNLOAD ('SELECT * FROM words') TO 's3://bucket/fixed/' IAM_ROLE default ${widths};
    COPY again FROM 's3://bucket/fixed/' IAM_ROLE default ${widths} TRIMBLANKS`);
  assert.deepEqual(await client.rows('SELECT * FROM again ORDER BY n'), words);
});
