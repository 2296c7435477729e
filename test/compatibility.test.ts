import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { compatibilityPages } from '../scripts/compatibility/pages.ts';

for (const { file, text } of compatibilityPages()) {
  test(`docs/compatibility/${file} is up to date, and each of its rows names a test`, () => {
    const written = readFileSync(new URL(`../docs/compatibility/${file}`, import.meta.url), 'utf8');
    assert.equal(written, text, 'run scripts/generate-compatibility and commit the pages');
    if (file === 'options.md') return;
    for (const row of written.split('\n').filter((line) => /^\| `/.test(line))) {
      assert.match(row, /\]\(\.\.\/\.\.\/test\/|refused/, row);
    }
  });
}
