import { crc32, inflateRawSync } from 'node:zlib';
import { uncompress } from 'snappyjs';
import { AvroError } from '#warehouse/copy/decode/avro/avro-cursor.ts';

/** The largest block that Redshift reads, unpacked. */
export const BLOCK_BYTES_MAX = 4 << 20;
const CHECKSUM_BYTES = 4;

/** Unpacks a block of a container. Throws AvroError. */
export type AvroCodec = (data: Buffer) => Buffer;

/** The codecs that Redshift reads: null, deflate, snappy. */
export function avroCodec(name: string): AvroCodec {
  switch (name) {
    case 'null':
      return (data) => data;
    case 'deflate':
      return (data) => unpack(() => inflateRawSync(data, { maxOutputLength: BLOCK_BYTES_MAX }));
    case 'snappy':
      return (data) => unpack(() => unsnappy(data));
    default:
      throw new AvroError(
        `its codec ${JSON.stringify(name)} is not supported: COPY reads null, deflate and snappy`,
      );
  }
}

/** Behind the data is the checksum of what it was. */
function unsnappy(data: Buffer): Buffer {
  if (data.length < CHECKSUM_BYTES) throw new AvroError('a block is damaged');
  const end = data.length - CHECKSUM_BYTES;
  const block = Buffer.from(uncompress(data.subarray(0, end), BLOCK_BYTES_MAX));
  if (crc32(block) !== data.readUInt32BE(end)) throw new AvroError('a checksum is wrong');
  return block;
}

function unpack(work: () => Buffer): Buffer {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof AvroError) throw error;
    const tooLong = code === 'ERR_BUFFER_TOO_LARGE' || /too big/.test(message);
    throw new AvroError(tooLong ? 'a block has more than 4 MB' : 'a block is damaged');
  }
}
