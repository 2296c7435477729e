import assert from 'node:assert/strict';
import test from 'node:test';
import { TokenStream } from '#sql/lexer/token-stream.ts';
import { parseExpressionText } from '#sql/parse.ts';

function tokens(text: string, caseSensitive = false): string[] {
  const found: string[] = [];
  for (const stream = new TokenStream(text, caseSensitive); stream.kind !== 'end'; stream.advance()) {
    found.push(`${stream.kind}:${stream.word || stream.value}`);
  }
  return found;
}

const stringValues: [string, string][] = [
  ["'a''b'", "a'b"],
  ["'a\\'b'", "a'b"],
  ["'a\\\\b'", 'a\\b'],
  ["'\\t\\n\\101\\q'", '\t\nAq'],
  ["E'a\\nb'", 'a\nb'],
  ["N'x'", 'x'],
  ["'a'\n  'b'", 'ab'],
  ["$$a'b$$", "a'b"],
  ['$x$ $$ $x$', ' $$ '],
  ['$_$body$_$', 'body'],
];

test('a string literal has the value that PostgreSQL 8 reads', () => {
  for (const [text, expected] of stringValues) {
    const node = parseExpressionText(text);
    assert.equal(node.kind === 'string' && node.value, expected, text);
  }
});

test('words fold to lower case, quoted names too unless the session keeps their case', () => {
  assert.deepEqual(tokens('Select "Ab" #Tmp É'), ['word:select', 'quoted:ab', 'temporary:#tmp', 'word:É']);
  assert.deepEqual(tokens('Ab "Ab""c"', true), ['word:ab', 'quoted:Ab"c']);
});

test('operators are as long as they can be without eating a sign or a comment', () => {
  const symbols = (text: string): string => tokens(text).join(' ');
  assert.equal(symbols('a<=-1'), 'word:a symbol:<= symbol:- number:1');
  assert.equal(symbols('a||/*c*/b'), 'word:a symbol:|| word:b');
  assert.equal(symbols('a->>b @-c'), 'word:a symbol:->> word:b symbol:@- word:c');
  assert.equal(symbols('1..10'), 'number:1 symbol:.. number:10');
  assert.equal(symbols('a::b:=c=>d'), 'word:a symbol::: word:b symbol::= word:c symbol:=> word:d');
  assert.equal(symbols('1e5 1e+x 2.e1'), 'number:1e5 number:1 word:e symbol:+ word:x number:2.e1');
});

test('comments nest and count as blanks', () => {
  assert.deepEqual(tokens('/* a /* b */ c */ 1 -- x\n2 --'), ['number:1', 'number:2']);
});

test('names are cut at 127 bytes, never inside a character', () => {
  assert.deepEqual(tokens('a'.repeat(200)), [`word:${'a'.repeat(127)}`]);
  assert.deepEqual(tokens(`"${'é'.repeat(100)}"`), [`quoted:${'é'.repeat(63)}`]);
});
