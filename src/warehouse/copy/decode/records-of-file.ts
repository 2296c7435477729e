import type { DecodeRequest } from '#warehouse/copy/decode/decode-interface.ts';
import { fieldTree } from '#warehouse/copy/decode/json/field-tree.ts';
import { JsonTokenizer } from '#warehouse/copy/decode/json/tokenize-json.ts';
import type { RecordSink, TextTokenizer } from '#warehouse/copy/decode/text/record-sink.ts';
import { TextRecords } from '#warehouse/copy/decode/text/text-records.ts';
import { CsvTokenizer } from '#warehouse/copy/decode/text/tokenize-csv.ts';
import { DelimitedTokenizer } from '#warehouse/copy/decode/text/tokenize-delimited.ts';
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

export function recordsOfFile(request: DecodeRequest, sink: FileSink): FileRecords {
  const replaced = sink.replaced.bind(sink);
  const checking = new Utf8CheckingSink(sink, request.replacement, replaced);
  const options = { ignoreHeader: request.ignoreHeader, replaces: request.replacement !== undefined };
  return new TextRecords(tokenizerFor(request, checking), sink, checking, options);
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
        supers: request.columns.map((column) => column.super),
        checking,
      });
    default:
      throw new Error(`no tokenizer for ${format.kind}`);
  }
}
