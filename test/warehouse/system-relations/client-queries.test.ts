import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import pg from 'pg';
import { startServer } from '../../support/server.ts';

/**
 * What clients ask of the catalog, as text: `-- name`, the query, `---`, and the rows that must come, values
 * separated by `|`. The objects are those of shop.sql.
 */
const folder = new URL('./client-queries/', import.meta.url);

interface Case {
  name: string;
  sql: string;
  rows: string[];
}

function readCases(file: string): Case[] {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return text
    .split(/^-- /m)
    .filter((part) => part.includes('\n---'))
    .map((part) => {
      const [head = '', tail = ''] = part.split(/^---$/m);
      const name = head.slice(0, head.indexOf('\n'));
      const rows = tail.split('\n').filter((line) => line !== '');
      return { name, sql: head.slice(name.length), rows };
    });
}

/** Values as the server sends them, in its text form. */
const asText = { getTypeParser: () => (value: string) => value };

test('what clients ask of the catalog', async (t) => {
  await using server = await startServer();
  const { host, port, user, password } = server;
  const client = new pg.Client({ host, port, user, password, database: 'dev', types: asText });
  await client.connect();
  for (const statement of readFileSync(new URL('shop.sql', folder), 'utf8').split(';\n')) {
    if (statement.trim() !== '') await client.query(statement);
  }
  for (const file of readdirSync(folder).filter((name) => name !== 'shop.sql')) {
    for (const { name, sql, rows } of readCases(file)) {
      await t.test(`${file}: ${name}`, async () => {
        const result = await client.query({ text: sql, rowMode: 'array' });
        const found = result.rows.map((row: unknown[]) => row.map((value) => value ?? '').join('|'));
        assert.deepEqual(found, rows);
      });
    }
  }
  await client.end();
});
