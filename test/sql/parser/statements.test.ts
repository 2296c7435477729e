import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parseStatements } from '#sql/parse.ts';

/** `statements.sql`: sections `--: kind`, each with the statements that become that kind of tree. */
const sections = readFileSync(new URL('./statements.sql', import.meta.url), 'utf8')
  .split(/^--: /m)
  .slice(1)
  .map((section) => {
    const lineEnd = section.indexOf('\n');
    return { kind: section.slice(0, lineEnd), text: section.slice(lineEnd) };
  });

for (const { kind, text } of sections) {
  test(kind, () => {
    const parsed = parseStatements(text);
    assert(parsed.length > 0);
    for (const { statement, text: own } of parsed) {
      const found = statement.kind === 'named' ? `named ${statement.name}` : statement.kind;
      assert.equal(found, kind, own);
      // A statement's own text is that statement again.
      const [again, ...others] = parseStatements(own);
      assert.equal(others.length, 0, own);
      assert.equal(again?.statement.kind, statement.kind, own);
      assert.equal(again?.text, own);
    }
  });
}
