import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { RedshiftError } from '#base/errors.ts';
import { decodeClientMessage } from '#postgres-wire/protocol/query-messages.ts';
import { decodeStartupPacket } from '#postgres-wire/protocol/startup-messages.ts';
import { readStartupParameters } from '#postgres-wire/startup-parameters.ts';
import {
  bind,
  describe,
  execute,
  int16,
  int32,
  message,
  parse,
  query,
  startup,
  sync,
  text,
} from '../raw-client.ts';

function decode(bytes: Buffer) {
  return decodeClientMessage({ type: bytes[0]!, payload: bytes.subarray(5), dropped: undefined });
}

test('messages of the client', () => {
  assert.deepEqual(decode(query('select 1')), { kind: 'query', text: 'select 1' });
  assert.deepEqual(decode(parse('s', 'select $1', [23, 0])), {
    kind: 'parse',
    name: 's',
    text: 'select $1',
    parameterOids: [23, 0],
  });
  assert.deepEqual(decode(describe('P', 'p')), { kind: 'describe', target: 'portal', name: 'p' });
  assert.deepEqual(decode(execute('p', 7)), { kind: 'execute', portal: 'p', rowLimit: 7 });
  assert.deepEqual(decode(sync), { kind: 'sync' });
  assert.deepEqual(decode(message('X')), { kind: 'terminate' });
  const bound = decode(bind('p', 's', ['ä', null], [1]));
  assert.deepEqual(bound, {
    kind: 'bind',
    portal: 'p',
    statement: 's',
    values: [
      { bytes: Buffer.from('ä'), binary: false },
      { bytes: null, binary: false },
    ],
    resultFormats: [1],
  });
});

const broken: [string, Buffer, string][] = [
  ['a statement without its end', message('Q', Buffer.from('select 1')), '08P01'],
  ['bytes behind the statement', message('Q', text('select 1'), Buffer.from('x')), '08P01'],
  ['text that is not UTF-8', message('Q', Buffer.from([0x73, 0xff, 0])), '22021'],
  ['a negative length', message('B', text(''), text(''), int16(0), int16(1), int32(-7)), '08P01'],
  ['fewer bytes than announced', message('B', text(''), text(''), int16(0), int16(1), int32(50)), '08P01'],
  ['a format that does not exist', message('B', text(''), text(''), int16(1), int16(2)), '22023'],
  ['a target that does not exist', message('D', Buffer.from('Q'), text('')), '08P01'],
  ['a type that does not exist', message('~'), '08P01'],
];

for (const [name, bytes, code] of broken) {
  test(`refused: ${name}`, () => assert.throws(() => decode(bytes), { code }));
}

test('the bytes that are not UTF-8 are named', () => {
  assert.throws(() => decode(message('Q', Buffer.from([0x61, 0xc3, 0xa4, 0xe2, 0x28, 0xa1, 0]))), {
    message: 'invalid byte sequence for encoding "UTF8": 0xe2 0x28 0xa1',
  });
});

test('any bytes decode or are refused by a named error', () => {
  const letters = fc.constantFrom(...'QPBDECSHXFdcf?\0');
  fc.assert(
    fc.property(letters, fc.uint8Array({ maxLength: 60 }), (letter, content) => {
      try {
        decode(message(letter, Buffer.from(content)));
      } catch (error) {
        assert.ok(error instanceof RedshiftError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('any start-up packet decodes or is refused by a named error', () => {
  const codes = fc.oneof(fc.constantFrom(196608, 196610, 80877102, 80877103, 80877104, 131072), fc.integer());
  fc.assert(
    fc.property(codes, fc.uint8Array({ maxLength: 60 }), (code, content) => {
      try {
        const packet = decodeStartupPacket(Buffer.concat([int32(code), Buffer.from(content)]));
        if (packet.kind === 'startup') readStartupParameters(packet.parameters);
      } catch (error) {
        assert.ok(error instanceof RedshiftError);
      }
    }),
    { numRuns: 2000 },
  );
});

function parameters(values: Record<string, string>) {
  const packet = decodeStartupPacket(startup(values).subarray(4));
  assert.ok(packet.kind === 'startup');
  return readStartupParameters(packet.parameters);
}

test('start-up keys: what describes the client is told from settings', () => {
  const request = parameters({
    user: 'ann',
    client_protocol_version: '7',
    driver_version: 'd 1',
    os_version: 'os',
    plugin_name: 'plug',
    idp_type: 'x',
    '_pq_.compression': 'lz4',
    application_name: 'app',
    DateStyle: 'ISO',
    extra_float_digits: '2',
    options: '-c search_path=a\\ b --query-group=q -cstatement_timeout=5',
  });
  assert.equal(request.database, 'ann');
  assert.equal(request.protocolVersion, 2);
  assert.equal(request.applicationName, 'app');
  assert.equal(request.driverVersion, 'd 1');
  assert.deepEqual(request.settings, {
    datestyle: 'ISO',
    extra_float_digits: '2',
    search_path: 'a b',
    query_group: 'q',
    statement_timeout: '5',
  });
});

test('start-up: no user and replication are refused', () => {
  assert.throws(() => parameters({ database: 'dev' }), { code: '28000' });
  assert.throws(() => parameters({ user: 'a', replication: 'database' }), { code: '0A000' });
  assert.equal(parameters({ user: 'a', replication: 'off' }).user, 'a');
});
