import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { boundaryOf, readForm } from '#aws/services/s3/post-object/form-reader.ts';

const boundary = 'x-y';

async function* inPieces(body: Buffer, sizes: number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let index = 0; at < body.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    yield body.subarray(at, at + size);
    at += size;
  }
}

function form(fields: [string, string][], file: Buffer, rest = ''): Buffer {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a \\"b\\".txt"\r\nContent-Type: text/plain\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(parts.join('') + head),
    file,
    Buffer.from(`\r\n--${boundary}${rest}--\r\n`),
  ]);
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a form is the same however its bytes arrive', async () => {
  // Near misses of the boundary are the hard part.
  const pieces = fc.constantFrom('\r\n', '--', boundary, '\r\n--x-', 'a', '\r\n--', '\0');
  const files = fc.array(pieces).map((parts) => Buffer.from(parts.join('')));
  const honest = files.filter(
    (file) => !Buffer.concat([Buffer.from('\r\n'), file]).includes(`\r\n--${boundary}`),
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(honest, sizes, async (file, sizes) => {
      const body = form(
        [
          ['key', 'k'],
          ['Policy', 'p'],
        ],
        file,
      );
      const read = await readForm(inPieces(body, sizes), boundary);
      assert.deepEqual(
        [...read.fields],
        [
          ['key', 'k'],
          ['policy', 'p'],
        ],
      );
      assert.equal(read.file.name, 'a "b".txt');
      assert.equal(read.file.contentType, 'text/plain');
      assert.deepEqual(await readAll(read.file.bytes), file);
    }),
  );
});

test('a form that ends early is refused', async () => {
  const body = form([['key', 'k']], Buffer.from('file'));
  for (const length of [0, 1, 10, 60, 100, body.length - 10]) {
    const cut = async () => {
      const read = await readForm(inPieces(body.subarray(0, length), [7]), boundary);
      await readAll(read.file.bytes);
    };
    await assert.rejects(cut, { code: 'MalformedPOSTRequest' }, `cut at ${length}`);
  }
});

test('a form without a file, and fields that are too long', async () => {
  const none = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--${boundary}--\r\n`,
  );
  await assert.rejects(readForm(inPieces(none, [5]), boundary), {
    code: 'IncorrectNumberOfFilesInPostRequest',
  });
  const long = form([['key', 'k'.repeat(30_000)]], Buffer.from(''));
  await assert.rejects(readForm(inPieces(long, [4096]), boundary), {
    code: 'MaxPostPreDataLengthExceededError',
  });
});

test('boundaries', () => {
  assert.equal(boundaryOf('multipart/form-data; boundary=abc'), 'abc');
  assert.equal(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"'), 'a b');
  assert.equal(boundaryOf('text/plain; boundary=abc'), undefined);
  assert.equal(boundaryOf(undefined), undefined);
});
