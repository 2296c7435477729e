import { type AvroCodec, avroCodec, BLOCK_BYTES_MAX } from '#warehouse/copy/decode/avro/avro-codec.ts';
import { AvroCursor, AvroEndError, AvroError } from '#warehouse/copy/decode/avro/avro-cursor.ts';
import type { AvroReader } from '#warehouse/copy/decode/avro/avro-reader.ts';
import { type AvroNode, readAvroSchema } from '#warehouse/copy/decode/avro/avro-schema.ts';
import type { RecordSink } from '#warehouse/copy/decode/text/record-sink.ts';

const MAGIC = Buffer.from('Obj\x01');
const SYNC_BYTES = 16;
const HEADER_BYTES_MAX = 1 << 20;
/** A block that does not shrink has a little more than its content. */
const PACKED_BYTES_MAX = BLOCK_BYTES_MAX + (64 << 10);
/** Records without any bytes could be without end. */
const BLOCK_RECORDS_MAX = 4 << 20;

interface Container {
  schema: AvroNode;
  codec: AvroCodec;
  sync: Buffer;
}

/** The records of an Avro object container file, block by block. A record's line is its number. */
export class AvroRecords {
  lines = 0;
  readonly #reader: AvroReader;
  readonly #sink: RecordSink;
  readonly #fail: (reason: string) => Error;
  #container: Container | undefined;
  #rest: Buffer = Buffer.alloc(0);

  /** `fail` makes the error for a file that cannot be read on. */
  constructor(reader: AvroReader, sink: RecordSink, fail: (reason: string) => Error) {
    this.#reader = reader;
    this.#sink = sink;
    this.#fail = fail;
  }

  push(chunk: Buffer): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    this.#guard(() => {
      for (let next = 0; next >= 0 && at < data.length; ) {
        next = this.#step(data, at);
        at = Math.max(at, next);
      }
    });
    // A copy: what is left shall not keep the whole chunk.
    this.#rest = Buffer.from(data.subarray(at));
  }

  end(): void {
    if (!this.#container) throw this.#fail('it is no Avro container, or ends inside of its header');
    if (this.#rest.length > 0) throw this.#fail('it ends inside of a block');
  }

  /** Reads the header or a block from `start`: where it ends, -1 if it is not all there. */
  #step(data: Buffer, start: number): number {
    const cursor = new AvroCursor(data, start);
    try {
      if (this.#container) this.#block(cursor, this.#container);
      else this.#container = readHeader(cursor);
      return cursor.at;
    } catch (error) {
      if (!(error instanceof AvroEndError)) throw error;
      if (!this.#container && data.length > HEADER_BYTES_MAX)
        throw new AvroError('its header has more than 1 MB');
      return -1;
    }
  }

  #block(cursor: AvroCursor, { schema, codec, sync }: Container): void {
    const count = cursor.count();
    const size = cursor.count();
    if (count < 0 || count > BLOCK_RECORDS_MAX) throw new AvroError('a block has a wrong number of records');
    if (size > PACKED_BYTES_MAX) throw new AvroError('a block has more than 4 MB');
    const packed = cursor.data.subarray(cursor.skip(size), cursor.at);
    const mark = cursor.data.subarray(cursor.skip(SYNC_BYTES), cursor.at);
    if (!mark.equals(sync)) throw new AvroError("a block does not end with the file's mark");
    const data = codec(packed);
    if (data.length > BLOCK_BYTES_MAX) throw new AvroError('a block has more than 4 MB');
    this.#records(new AvroCursor(data), count, schema);
  }

  #records(cursor: AvroCursor, count: number, schema: AvroNode): void {
    try {
      for (let left = count; left > 0; left--) this.#record(cursor, schema);
    } catch (error) {
      // The block is whole: what its records lack will not come.
      throw error instanceof AvroEndError ? new AvroError('a record ends behind its block') : error;
    }
    if (cursor.at !== cursor.data.length) throw new AvroError('a block is longer than its records');
  }

  #record(cursor: AvroCursor, schema: AvroNode): void {
    const start = cursor.at;
    this.lines++;
    this.#reader.read(cursor, schema);
    const end = cursor.at;
    const { texts, mismatch } = this.#reader;
    cursor.at = start;
    const raw = Buffer.from(this.#reader.json(cursor, schema));
    cursor.at = end;
    if (mismatch) {
      const field = mismatch.column + 1;
      const problem = { code: 1216, reason: mismatch.reason, field, position: 0, fieldStart: 0, fieldEnd: 0 };
      this.#sink.reject(problem, this.lines, raw, 0, raw.length);
      return;
    }
    for (const text of texts) {
      if (text === null) this.#sink.nullField();
      else {
        const bytes = typeof text === 'string' ? Buffer.from(text) : text;
        this.#sink.field(bytes, 0, bytes.length);
      }
    }
    this.#sink.endRecord(this.lines, raw, 0, raw.length);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw error instanceof AvroError ? this.#fail(error.message) : error;
    }
  }
}

function readHeader(cursor: AvroCursor): Container {
  for (const byte of MAGIC) if (cursor.byte() !== byte) throw new AvroError('it is no Avro container');
  const meta = new Map<string, string>();
  for (let count = cursor.count(); count !== 0; count = cursor.count()) {
    if (count < 0) cursor.count();
    for (let left = Math.abs(count); left > 0; left--) {
      const key = text(cursor);
      meta.set(key, text(cursor));
    }
  }
  const sync = Buffer.from(cursor.data.subarray(cursor.skip(SYNC_BYTES), cursor.at));
  if (cursor.at > HEADER_BYTES_MAX) throw new AvroError('its header has more than 1 MB');
  const codec = avroCodec(meta.get('avro.codec') ?? 'null');
  const schema = readAvroSchema(meta.get('avro.schema') ?? '');
  if (schema.kind !== 'record') throw new AvroError('its schema is no record');
  return { schema, codec, sync };
}

function text(cursor: AvroCursor): string {
  const start = cursor.skip(cursor.count());
  return cursor.data.toString('utf8', start, cursor.at);
}
