import type { RecordMapping } from '#sql/copy/copy-options.ts';
import { AvroReader } from '#warehouse/copy/decode/avro/avro-reader.ts';
import { AvroRecords } from '#warehouse/copy/decode/avro/avro-records.ts';
import { DecodeError, type DecodeRequest } from '#warehouse/copy/decode/decode-interface.ts';
import { fieldTree } from '#warehouse/copy/decode/json/field-tree.ts';
import { JsonTokenizer } from '#warehouse/copy/decode/json/tokenize-json.ts';
import type { RecordSink, TextTokenizer } from '#warehouse/copy/decode/text/record-sink.ts';
import { TextRecords } from '#warehouse/copy/decode/text/text-records.ts';
import { CsvTokenizer } from '#warehouse/copy/decode/text/tokenize-csv.ts';
import { DelimitedTokenizer } from '#warehouse/copy/decode/text/tokenize-delimited.ts';
import { FixedWidthTokenizer } from '#warehouse/copy/decode/text/tokenize-fixed-width.ts';
import { transcoderFor } from '#warehouse/copy/decode/text/transcode.ts';
import { TranscodedRecords } from '#warehouse/copy/decode/text/transcoded-records.ts';
import { Utf8CheckingSink } from '#warehouse/copy/decode/text/utf8-checking-sink.ts';

/** What reads the decompressed content of one file into records. */
export interface FileRecords {
  /** Lines so far, or records where the format has no lines. */
  readonly lines: number;
  push(chunk: Buffer): void;
  end(): void;
}

/** Where a file's records go. */
export interface FileSink extends RecordSink {
  /** ACCEPTINVCHARS has changed the record that ends next; `field` is the first one that it changed. */
  replaced(line: number, field: number, raw: Buffer): void;
}

/** Reads the `index`th file of a request. */
export function recordsOfFile(request: DecodeRequest, index: number, sink: FileSink): FileRecords {
  const replaced = sink.replaced.bind(sink);
  const checking = new Utf8CheckingSink(sink, request.replacement, replaced);
  if (request.format.kind === 'avro') return avroRecords(request, request.format.mapping, index, checking);
  const options = { ignoreHeader: request.ignoreHeader, replaces: request.replacement !== undefined };
  const records = new TextRecords(tokenizerFor(request, checking), sink, checking, options);
  const transcoder = transcoderFor(request.encoding);
  return transcoder ? new TranscodedRecords(records, transcoder, sink) : records;
}

function avroRecords(
  request: DecodeRequest,
  mapping: RecordMapping,
  index: number,
  sink: RecordSink,
): FileRecords {
  const fields = fieldTree(request, mapping);
  const reader = new AvroReader({
    fields,
    supers: supersOf(request),
    epochTimes: request.epochTimes ?? false,
  });
  return new AvroRecords(
    reader,
    sink,
    (reason) => new DecodeError(index, 1200, `The Avro file could not be read: ${reason}`),
  );
}

function supersOf(request: DecodeRequest): boolean[] {
  return request.columns.map((column) => column.super);
}

function tokenizerFor(request: DecodeRequest, checking: RecordSink): TextTokenizer {
  const options = { ...request, columnCount: request.columns.length };
  const format = request.format;
  switch (format.kind) {
    case 'delimited':
      return new DelimitedTokenizer({ ...options, ...format });
    case 'csv':
      return new CsvTokenizer({ ...options, ...format });
    case 'json':
      return new JsonTokenizer({
        fields: fieldTree(request, format.mapping),
        supers: supersOf(request),
        checking,
      });
    case 'fixedwidth':
      return new FixedWidthTokenizer({ ...options, widths: format.fields.map((field) => field.width) });
    case 'avro':
      throw new Error('Avro has no text');
  }
}
