import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import type { ConversionOptions } from '#sql/copy/copy-options.ts';
import type { SqlType } from '#sql/types.ts';
import { inspectJson, type JsonShape } from '#warehouse/copy/json/inspect-json.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipher-json-'));
});
after(() => rm(folder, { recursive: true }));

const conversion: ConversionOptions = {
  acceptAnyDate: false,
  blanksAsNull: false,
  dateFormat: { kind: 'default' },
  emptyAsNull: false,
  encoding: 'UTF8',
  nullAs: '\\N',
  nullAsGiven: false,
  roundDecimals: false,
  timeFormat: { kind: 'default' },
  trimBlanks: false,
  truncateColumns: false,
};
const types: Record<string, SqlType> = {
  i: { name: 'int4' },
  t: { name: 'varchar', length: 10 },
  d: { name: 'numeric', precision: 8, scale: 2 },
  f: { name: 'float8' },
  s: { name: 'super' },
};
const first = '{"i":1,"t":"x","d":1.25,"f":0.5,"s":{"a":[1]},"other":{"x":[1]}}';

async function inspect(content: string): Promise<JsonShape> {
  const path = join(folder, 'file');
  await writeFile(path, content, 'latin1');
  const columns = Object.values(types).map((type) => ({ type, notNull: false }));
  const wanted = { columns, names: Object.keys(types), ignoreCase: false, conversion };
  return inspectJson(path, { wanted, replaces: false }, new AbortController().signal);
}

const plain = [
  '{}',
  '{"i":null}',
  '{"d":12.50}',
  '{"f":1e5}',
  '{"t":1.5}',
  '{"t":-1}',
  '{"t":{"a":1}}',
  '{"t":"\\u00e9 \\" \\/ \\ud83d\\ude00"}',
  '{"s":{"b":[1.5,"x",null,true]}}',
  '{"s":"x"}',
  '{ "i" : 1 , "t" : "x" } ',
  '{"i":1}\r',
  '{"other":{"x": [1.50, 1e5, {"x":"\\/"}]}}',
  '{"i":"anything"}',
];

const odd = [
  '{"d":1.5e1}',
  '{"d":1234567890123456.5}',
  '{"t":1.50}',
  '{"t":-0}',
  '{"t":0.00001}',
  '{"t":{"a": 1}}',
  '{"t":"\\ud83d"}',
  '{"t":"\\u0000"}',
  '{"t":"\xff"}',
  '{"t":"\t"}',
  '{"s":[1.50]}',
  '{"s":"\\u00e9"}',
  '{"i":1,"i":2}',
  '{"t":"x","i":1}',
  '{"\\u0069":1}',
  '{"i":1,}',
  '{"i":NaN}',
  '{"other":[1,]}',
  '{"other":NaN}',
  '{"i":01}',
  ' {"i":1}',
  '{"i":1}{"i":2}',
  '{"i":1} x',
  '',
  'x',
];

for (const [kind, lines] of Object.entries({ plain, odd })) {
  for (const line of lines) {
    test(`${kind}: ${JSON.stringify(line)}`, async () => {
      const shape = await inspect(`${first}\n${line}\n${first}\n`);
      assert.deepEqual(shape.members, Object.keys(types));
      assert.equal(shape.plainLines, kind === 'plain' ? 3 : 2);
      assert.deepEqual(
        shape.odd.map(({ line }) => line),
        kind === 'plain' ? [] : [2],
      );
    });
  }
}

test('values that the engine may read as numbers are known', async () => {
  assert.deepEqual((await inspect(`${first}\n{"i":2}\n`)).proven, [true, false, true, true, false]);
  assert.deepEqual((await inspect(`${first}\n{"i":"2"}\n`)).proven, [false, false, false, false, false]);
});

for (const [what, content] of Object.entries({
  'a value that a line leaves open': `${first}\n{"i":\n${first}\n`,
  'records over several lines': '{\n"i":1\n}\n'.repeat(10),
  'an array of records': `[${first}]\n`,
  'a byte order mark before another line': `${first}\n\xef\xbb\xbf${first}\n`,
  'a line that is too long': `${first}\n{"t":"${'x'.repeat(1 << 21)}"}\n`,
  nothing: '',
}))
  test(`the decoder's: ${what}`, async () => {
    assert.equal((await inspect(content)).members, undefined);
  });
