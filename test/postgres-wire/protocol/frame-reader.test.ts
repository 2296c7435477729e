import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { FrameReader } from '#postgres-wire/protocol/frame-reader.ts';
import { message, packet } from '../raw-client.ts';

const generous = () => 1_000_000;

function cut(bytes: Buffer, lengths: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  pieces.push(bytes.subarray(at));
  return pieces.filter((piece) => piece.length > 0);
}

test('messages come out whole, however the bytes were cut', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(payloads, fc.array(fc.integer({ min: 1, max: 50 })), (contents, lengths) => {
      const reader = new FrameReader();
      const seen: Buffer[] = [];
      const bytes = Buffer.concat(contents.map((content) => message('Q', Buffer.from(content))));
      for (const piece of cut(bytes, lengths)) {
        reader.push(piece);
        for (let frame = reader.nextMessage(generous); frame; frame = reader.nextMessage(generous)) {
          seen.push(frame.payload);
        }
      }
      assert.deepEqual(
        seen,
        contents.map((content) => Buffer.from(content)),
      );
      assert.equal(reader.bufferedBytes, 0);
    }),
  );
});

test('a payload over its limit is read past without being kept', () => {
  const reader = new FrameReader();
  const long = message('Q', Buffer.alloc(5000));
  reader.push(long.subarray(0, 2000));
  assert.equal(
    reader.nextMessage(() => 100),
    undefined,
  );
  assert.equal(reader.bufferedBytes, 0);
  reader.push(Buffer.concat([long.subarray(2000), message('S')]));
  assert.equal(reader.nextMessage(() => 100)?.dropped, 5000);
  assert.equal(reader.nextMessage(() => 100)?.type, 'S'.charCodeAt(0));
});

test('lengths that cannot be are fatal', () => {
  for (const length of [-1, 0, 3, 0x7fffffff]) {
    const reader = new FrameReader();
    const head = Buffer.from('Q0000');
    head.writeInt32BE(length, 1);
    reader.push(head);
    assert.throws(() => reader.nextMessage(generous), { code: '08P01', severity: 'FATAL' });
  }
});

test('start-up packets have a length of their own', () => {
  const reader = new FrameReader();
  reader.push(packet(196608, Buffer.from('user\0x\0\0')));
  assert.equal(reader.nextStartup()?.payload.readInt32BE(0), 196608);
  reader.push(packet(196608, Buffer.alloc(20_000)));
  assert.throws(() => reader.nextStartup(), { message: 'invalid length of startup packet' });
});
