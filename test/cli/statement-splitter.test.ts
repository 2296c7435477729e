import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { StatementSplitter } from '#cli/sql/statement-splitter.ts';

const cases: [name: string, text: string, statements: string[]][] = [
  ['two statements', 'select 1; select 2;', ['select 1', 'select 2']],
  ['the last one needs no semicolon', 'select 1;select 2', ['select 1', 'select 2']],
  ['empty ones are left out', ';; select 1 ;;', ['select 1']],
  ['a semicolon in a string', "select ';' ; select 2", ["select ';'", 'select 2']],
  ['a doubled quote', "select 'it''s;';x", ["select 'it''s;'", 'x']],
  ['a backslash before a quote', "select 'a\\';b';x", ["select 'a\\';b'", 'x']],
  ['a quoted identifier', 'select ";" from t;x', ['select ";" from t', 'x']],
  ['a line comment', 'select 1 -- ; not here\n;x', ['select 1 -- ; not here', 'x']],
  ['a nested comment', 'select /* a /* ; */ ; */ 1;x', ['select /* a /* ; */ ; */ 1', 'x']],
  ['a dollar quote', 'do $$ a; b $$;x', ['do $$ a; b $$', 'x']],
  ['a tagged dollar quote', 'do $f$ a; $$ b; $f$;x', ['do $f$ a; $$ b; $f$', 'x']],
  ['a parameter is no dollar quote', 'select $1;select $2', ['select $1', 'select $2']],
  ['division and subtraction', 'select 4/2-1;x', ['select 4/2-1', 'x']],
  ['a dollar inside a name', 'select a$b;select c$d$e', ['select a$b', 'select c$d$e']],
];

for (const [name, text, statements] of cases) {
  test(`splits: ${name}`, () => assert.deepEqual(split([text]), statements));
}

test('pieces of any size give the same statements', () => {
  const alphabet = fc.constantFrom(
    "'",
    '"',
    ';',
    '-',
    '/',
    '*',
    '$',
    '\\',
    '\n',
    'a',
    '1',
    ' ',
    '$$',
    '$t$',
    '--',
    '/*',
    '*/',
  );
  fc.assert(
    fc.property(
      fc.array(alphabet, { maxLength: 40 }),
      fc.array(fc.nat(5), { minLength: 1 }),
      (letters, sizes) => {
        const text = letters.join('');
        assert.deepEqual(split(cut(text, sizes)), split([text]));
      },
    ),
    { numRuns: 2000 },
  );
});

function split(pieces: string[]): string[] {
  const splitter = new StatementSplitter();
  return [...pieces.flatMap((piece) => splitter.feed(piece)), ...splitter.finish()];
}

function cut(text: string, sizes: number[]): string[] {
  const pieces: string[] = [];
  for (let from = 0, i = 0; from < text.length; i++) {
    const size = (sizes[i % sizes.length] ?? 0) + 1;
    pieces.push(text.slice(from, from + size));
    from += size;
  }
  return pieces;
}
