import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import pg from 'pg';
import { allFunctions } from '#sql/functions/registry.ts';
import { typeFacts } from '#sql/types.ts';
import { openDoor, password } from '../postgres-wire/door.ts';
import { type Case, cellText, matchesCell, readCases } from './case-file.ts';

const folder = new URL('./cases/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test'))
  .sort();

type Row = (string | null)[];
interface Result {
  rows: Row[];
  types: string[];
}

function typeName(field: pg.FieldDef): string {
  const found = Object.entries(typeFacts).find(([, facts]) => facts.oid === field.dataTypeID);
  const name = found?.[0] ?? String(field.dataTypeID);
  const modifier = field.dataTypeModifier - 4;
  if (name === 'numeric') return `numeric(${modifier >> 16},${modifier & 0xffff})`;
  return modifier >= 0 && /char|varbyte/.test(name) ? `${name}(${modifier})` : name;
}

async function run(client: pg.Client, text: string): Promise<Result> {
  const asText = { getTypeParser: () => (value: string) => value };
  const result = await client.query({
    text,
    rowMode: 'array',
    types: asText as unknown as pg.CustomTypesConfig,
  });
  return { rows: result.rows as Row[], types: result.fields.map(typeName) };
}

/** `varchar` means a varchar of any length. */
function sameType(actual: string, expected: string): boolean {
  return actual === expected || actual.replace(/\(.*$/, '') === expected;
}

function shown(rows: Row[]): string {
  return rows.map((row) => row.map(cellText).join(' | ')).join('\n');
}

function check(found: Case & { kind: 'query' }, result: Result): void {
  const expected = found.rows.map((row) => row.join(' | ')).join('\n');
  const remaining = [...result.rows];
  const matches = (row: Row, cells: string[]) =>
    row.length === cells.length && cells.every((cell, index) => matchesCell(row[index] ?? null, cell));
  const same =
    remaining.length === found.rows.length &&
    found.rows.every((cells) => {
      const place = found.unordered ? remaining.findIndex((row) => matches(row, cells)) : 0;
      const [row] = place < 0 ? [] : remaining.splice(place, 1);
      return row !== undefined && matches(row, cells);
    });
  if (!same) {
    assert.equal(shown(result.rows), expected);
    assert.fail(`as values these differ from what is expected: ${expected}`);
  }
  found.types.forEach((type, index) => {
    const actual = result.types[index] ?? 'no column';
    assert.ok(sameType(actual, type), `column ${index + 1} is ${actual}, not ${type}`);
  });
}

async function runCase(client: pg.Client, found: Case): Promise<void> {
  if (found.kind === 'query') return check(found, await run(client, found.sql));
  if (found.kind === 'ok') return void (await run(client, found.sql));
  const error = await run(client, found.sql).then(
    ({ rows }) => assert.fail(`no error, but ${shown(rows)}`),
    (failure: pg.DatabaseError) => failure,
  );
  assert.equal(error.code, found.code, error.message);
  assert.ok(error.message.includes(found.message), error.message);
}

test('SQL cases', async (t) => {
  await using door = await openDoor();
  const connect = async () => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: door.port,
      user: 'awsuser',
      password,
      database: 'dev',
    });
    await client.connect();
    return client;
  };

  for (const file of files) {
    await t.test(file, async (inFile) => {
      const client = await connect();
      try {
        for (const found of readCases(readFileSync(new URL(file, folder), 'utf8'))) {
          await inFile.test(`line ${found.line}: ${found.sql.slice(0, 80)}`, () => runCase(client, found));
        }
      } finally {
        await client.end();
      }
    });
  }

  await t.test('functions that are not done are refused by name', async () => {
    const client = await connect();
    try {
      for (const { name } of allFunctions().filter((definition) => definition.notSupported)) {
        await assert.rejects(run(client, `SELECT ${name}(1)`), { code: '0A000' }, name);
      }
    } finally {
      await client.end();
    }
  });
});

test('every function has a case', () => {
  const text = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const missing = allFunctions()
    .filter(({ notSupported }) => !notSupported)
    .filter(
      ({ name, aliases }) =>
        ![name, ...(aliases ?? [])].some((word) => new RegExp(`\\b${word}\\b`, 'i').test(text)),
    )
    .map(({ name }) => name);
  assert.deepEqual(missing, []);
});

test('no two functions share a name', () => {
  const names = allFunctions().flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});
