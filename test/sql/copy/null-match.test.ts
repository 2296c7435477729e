import assert from 'node:assert/strict';
import test from 'node:test';
import { nullMatch } from '#sql/copy/null-match.ts';
import { openEngine } from '../functions/engine.ts';

test('only the text of NULL itself matches', async () => {
  const connection = await openEngine();
  const matches = async (field: string, nullAs: string) => {
    const text = `SELECT ${nullMatch('field', { nullAs })} FROM (SELECT $1 AS field)`;
    return (await (await connection.run(text, [field])).getRows())[0]?.[0];
  };
  assert.equal(await matches('\\N', '\\N'), true);
  assert.equal(await matches('\\\\N', '\\N'), false);
  assert.equal(await matches("it's", "it's"), true);
  assert.equal(await matches('', ''), true);
  assert.equal(await matches(' ', ''), false);
  assert.equal(await matches('\0', '\0'), true);
  assert.equal(await matches('\0\0', '\0'), false);
  assert.equal(await matches('', '\0'), false);
});
