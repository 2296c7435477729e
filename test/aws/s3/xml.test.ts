import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { S3Error } from '#aws/services/s3/errors.ts';
import { children, childText, readXml } from '#aws/services/s3/xml/reader.ts';
import { rewriteXml, writeXml } from '#aws/services/s3/xml/writer.ts';

const read = [
  ['<a/>', ''],
  ['<a></a>', ''],
  ['<a> x </a>', ' x '],
  ['\ufeff<?xml version="1.0"?>\n<!-- c --><a>x</a>\n<!-- d -->\n', 'x'],
  ['<a xmlns="http://s3.amazonaws.com/doc/2006-03-01/" b = \'>\'>x</a >', 'x'],
  ['<s3:a xmlns:s3="u">x</s3:a>', 'x'],
  ['<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
  ['<a>&#65;&#x1F600;&#x1;</a>', 'A😀\u0001'],
  ['<a>&amp;lt;</a>', '&lt;'],
  ['<a>x<![CDATA[<&>]]>y<!-- z -->w</a>', 'x<&>yw'],
  ['<a>1\r\n2\r3</a>', '1\n2\n3'],
  ['<a>1&#13;2</a>', '1\r2'],
] as const;

for (const [text, expected] of read) {
  test(`reads ${JSON.stringify(text)}`, () => assert.equal(readXml(text, 'a').text, expected));
}

const refused = [
  '',
  'text',
  '<a>',
  '<a></b>',
  '<a/><a/>',
  '<b/>',
  '<a>x</a>y',
  '<a b></a>',
  '<a b=1></a>',
  '<a>&nbsp;</a>',
  '<a>&</a>',
  '<a>&#0;</a>',
  '<a>&#xD800;</a>',
  '<a>&#x110000;</a>',
  '<a>x<b/></a>',
  '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
  '<a><![CDATA[</a>',
  '<a><!-- </a>',
  `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`,
  `${'<a>'.repeat(100_000)}`,
];

for (const text of refused) {
  test(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.throws(() => readXml(text, 'a'), { code: 'MalformedXML' });
  });
}

test('elements are found by name, and two where one is meant are refused', () => {
  const document = readXml('<Tag><Key> k </Key>\n  <Value/><Key>l</Key></Tag>', 'Tag');
  assert.equal(childText(document, 'Value'), '');
  assert.equal(childText(document, 'None'), undefined);
  assert.deepEqual(
    children(document, 'Key').map(({ text }) => text),
    [' k ', 'l'],
  );
  assert.throws(() => childText(document, 'Key'), { code: 'MalformedXML' });
});

test('what is written is read again, in the order it was given', () => {
  const text = writeXml('R', { A: ['1', '2'], B: { C: 3, D: undefined, E: false } });
  const root = readXml(text, 'R');
  assert.deepEqual(
    root.children.map(({ name, text }) => [name, text]),
    [
      ['A', '1'],
      ['A', '2'],
      ['B', ''],
    ],
  );
  assert.equal(rewriteXml(root), text);
});

test('any text of a key survives writing and reading', () => {
  // XML has no NUL, and no key has one in a document.
  const texts = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(readXml(writeXml('Key', text), 'Key').text, text);
    }),
  );
});

test('no text makes the reader fail but with MalformedXML', () => {
  const pieces = fc.constantFrom(
    '<a>',
    '</a>',
    '<a',
    '>',
    '/>',
    '&#',
    '&lt;',
    ';',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    ' ',
    'x',
    '<?',
    '"',
    '=',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      try {
        readXml(parts.join(''), 'a');
      } catch (error) {
        assert.ok(error instanceof S3Error && error.code === 'MalformedXML', String(error));
      }
    }),
  );
});
