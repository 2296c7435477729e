import { join } from 'node:path';
import { decompressed } from '#warehouse/copy/decode/compression/decompressed.ts';
import type { DecodeRequest, Segment } from '#warehouse/copy/decode/decode-interface.ts';
import { recordsOfFile } from '#warehouse/copy/decode/records-of-file.ts';
import { SegmentSink } from '#warehouse/copy/decode/segment/segment-sink.ts';

const CHUNK_BYTES_MIN = 256 << 10;

/**
 * Decodes the files of a request into segments named `<prefix>-0.parquet` and so on, in the thread that calls it. Even
 * where there are no records there is one segment, so that lines and files are counted.
 */
export async function* decodeSegments(request: DecodeRequest, prefix: string): AsyncGenerator<Segment> {
  const folder = request.stagingFolder;
  const sink = new SegmentSink(request.columns.length, (index) => join(folder, `${prefix}-${index}.parquet`));
  const linesScanned: number[] = [];
  let bytesBefore = 0;
  try {
    for (const [index, file] of request.files.entries()) {
      sink.file = index;
      const source = decompressed(index, file);
      const records = recordsOfFile(request, index, sink);
      const finish = (filesComplete: number): Segment => {
        linesScanned[index] = records.lines;
        const progress = { bytesRead: bytesBefore + source.bytesRead, filesComplete };
        return { ...sink.finish(), ...progress, linesScanned: [...linesScanned] };
      };
      for await (const chunk of joined(source.chunks)) {
        records.push(chunk);
        if (sink.byteLength >= request.segmentBytes) yield finish(index);
      }
      records.end();
      linesScanned[index] = records.lines;
      if (index === request.files.length - 1 || sink.byteLength >= request.segmentBytes)
        yield finish(index + 1);
      bytesBefore += source.bytesRead;
    }
  } finally {
    sink.close();
  }
}

/** Chunks of a quarter of a megabyte or more: each one has its price, and some compressions make crumbs. */
async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size < CHUNK_BYTES_MIN) continue;
    yield parts.length === 1 ? chunk : Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}
