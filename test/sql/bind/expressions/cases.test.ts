import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { RedshiftError } from '#base/errors.ts';
import { translateEngineError } from '#sql/engine/engine-error.ts';
import { formatType } from '#sql/types.ts';
import { type BoundDatabase, openDatabase } from '../query/bound-database.ts';

/**
 * Every `.cases` file beside this one holds lines `expression --> type: value` and
 * `expression -!> sqlstate message [@position]`, the position counted in the expression. Expressions are read
 * over one row of `t`; values are the engine's JSON.
 */
const folder = new URL('./', import.meta.url);
const prefix = 'select ';

const table = `create table t(i2 smallint, i4 int, i8 bigint, d decimal(15,2), n numeric(38,10), r real, f float8,
  b bool, c char(5), v varchar(10), nul varchar(10), dt date, ts timestamp, tz timestamptz, tm time, s super,
  vb varbyte(10), zero int);
  insert into t values (2, 4, 8, 12.34, 1.5, 1.5, 2.5, true, 'ab', 'cd', null, '2008-01-01', '2008-01-01 10:00:00',
    '2008-01-01 10:00:00+00', '10:00:00', 'str', 'abc', 0);
  create table j(doc super)`;
const document = `{"a":{"b":1,"c":[1,2.5,"x "],"B":9},"n":null,"s":"5","f":1.5,"t":true}`;

async function open(): Promise<BoundDatabase> {
  const database = await openDatabase(table);
  const { source } = database.relations.find(({ name }) => name === 'j')!;
  await database.engine.run(`INSERT INTO ${source} VALUES ('${document}')`);
  return database;
}

async function answer(database: BoundDatabase, expression: string): Promise<string> {
  const text = `${prefix}${expression} from t, j`;
  try {
    const [column] = database.columns(text);
    const [row] = await database.rows(text);
    const value = typeof row![0] === 'string' ? row![0] : JSON.stringify(row![0]);
    return `--> ${formatType(column!.type)}: ${value}`;
  } catch (error) {
    const known = error instanceof RedshiftError ? error : translateEngineError((error as Error).message);
    const at = known?.position === undefined ? '' : ` @${known.position - prefix.length}`;
    return `-!> ${known?.code} ${known?.message}${at}`;
  }
}

const database = await open();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cases'))) {
  const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
  test(file, async (context) => {
    for (const line of lines) {
      if (line === '' || line.startsWith('#')) continue;
      const at = line.search(/ -[-!]> /);
      const expression = line.slice(0, at).trim();
      await context.test(expression, async () => {
        assert.equal(await answer(database, expression), line.slice(at + 1));
      });
    }
  });
}
