import { open } from 'node:fs/promises';

/** What a file begins with, and the option that reads such files. */
interface Signature {
  bytes: number[];
  name: string;
  option: string;
}

const signatures: Signature[] = [
  { bytes: [0x1f, 0x8b], name: 'gzip', option: 'GZIP' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', option: 'ZSTD' },
  { bytes: [0x42, 0x5a, 0x68], name: 'bzip2', option: 'BZIP2' },
  { bytes: [0x89, 0x4c, 0x5a, 0x4f], name: 'lzop', option: 'LZOP' },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'Parquet', option: 'FORMAT AS PARQUET' },
  { bytes: [0x4f, 0x62, 0x6a, 0x01], name: 'Avro', option: "FORMAT AS AVRO 'auto'" },
  { bytes: [0xff, 0xfe], name: 'UTF-16', option: "ENCODING 'UTF16'" },
  { bytes: [0xfe, 0xff], name: 'UTF-16', option: "ENCODING 'UTF16'" },
];
const startBytes = 64;

/** The first bytes of a file; none where it cannot be read. */
export async function fileStart(path: Promise<string>): Promise<Buffer> {
  try {
    await using file = await open(await path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Which of the formats that COPY reads these bytes begin; undefined for text. */
export function signatureOf(start: Buffer): Pick<Signature, 'name' | 'option'> | undefined {
  return signatures.find(
    ({ bytes }) => bytes.length <= start.length && bytes.every((byte, at) => start[at] === byte),
  );
}

/** Whether the bytes look like text without compression. */
export function isText(start: Buffer): boolean {
  return (
    start.length > 0 && !signatureOf(start) && start.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))
  );
}
