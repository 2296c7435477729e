import assert from 'node:assert/strict';
import test from 'node:test';
import { optionHelp } from '#config/option-help.ts';
import { OptionError, parseOptions } from '#config/parse-options.ts';
import { sqlOptions } from '#config/sql-options.ts';
import { upOptions } from '#config/up-options.ts';

test('defaults, environment and flags, the later winning', () => {
  assert.equal(parseOptions(upOptions, [], {}).values.port, 5439);
  assert.equal(parseOptions(upOptions, [], { SLIPHER_PORT: '6000' }).values.port, 6000);
  assert.equal(parseOptions(upOptions, ['-p', '7000'], { SLIPHER_PORT: '6000' }).values.port, 7000);
  assert.equal(parseOptions(upOptions, [], { SLIPHER_EPHEMERAL: 'true' }).values.ephemeral, true);
  assert.equal(parseOptions(upOptions, [], { SLIPHER_EPHEMERAL: 'off' }).values.ephemeral, false);
});

test('words are told from options, and what was given is known', () => {
  const { words, given, values } = parseOptions(sqlOptions, ['select 1', '--json', 'select 2'], {});
  assert.deepEqual(words, ['select 1', 'select 2']);
  assert.deepEqual([...given], ['json']);
  assert.equal(values.json, true);
});

const mistakes: [args: string[], environment: Record<string, string>, message: RegExp][] = [
  [['--port', 'x'], {}, /--port must be a whole number from 0 to 65535, not 'x'/],
  [['--port', '70000'], {}, /--port must be a whole number/],
  [['--tls', 'maybe'], {}, /--tls must be one of allow, require, off, not 'maybe'/],
  [['--nope'], {}, /--nope/],
  [[], { SLIPHER_PORT: '-1' }, /SLIPHER_PORT must be a whole number/],
  [[], { SLIPHER_JSON: 'perhaps' }, /SLIPHER_JSON must be true or false/],
];

for (const [args, environment, message] of mistakes) {
  test(`refuses ${[...args, ...Object.keys(environment)].join(' ')}`, () => {
    assert.throws(
      () => parseOptions(upOptions, args, environment),
      (error: Error) => {
        assert.ok(error instanceof OptionError);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test('help names every option, its default and its variable, within the width of a terminal', () => {
  const help = optionHelp(upOptions);
  for (const option of Object.values(upOptions)) assert.ok(help.includes(`--${option.flag}`), option.flag);
  assert.match(help, /Default 5439/);
  assert.match(help, /SLIPHER_PORT/);
  for (const line of help.split('\n')) assert.ok(line.length <= 100, line);
});
