import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type {
  DecodeRequest,
  RecordReject,
  Replacement,
  Segment,
} from '#warehouse/copy/decode/decode-interface.ts';
import { decodeSegments } from '#warehouse/copy/decode/decode-segments.ts';
import { recordsOfFile } from '#warehouse/copy/decode/records-of-file.ts';
import { segmentSource } from '#warehouse/copy/decode/segment-source.ts';

/** What became of a file's content, without segments. */
export interface Outcome {
  records: Omit<DecodedRecord, 'file'>[];
  rejects: Omit<RecordReject, 'file'>[];
  replacements: Omit<Replacement, 'file'>[];
  lines: number;
}

/** Decodes `content`, given in chunks of `chunkBytes`, in memory. */
export function inMemory(
  content: string | Uint8Array,
  options: RequestOptions,
  chunkBytes = Number.POSITIVE_INFINITY,
): Outcome {
  const outcome: Outcome = { records: [], rejects: [], replacements: [], lines: 0 };
  let fields: (string | null)[] = [];
  const text = (data: Uint8Array, start: number, end: number): string =>
    Buffer.from(data.subarray(start, end)).toString();
  const records = recordsOfFile(requestOf(options), 0, {
    field: (data, start, end) => fields.push(text(data, start, end)),
    nullField: () => fields.push(null),
    drop: () => {
      fields = [];
    },
    endRecord: (line, data, start, end) => {
      outcome.records.push({ line, raw: text(data, start, end), fields });
      fields = [];
    },
    reject: ({ code, reason, field, position, fieldStart, fieldEnd }, line, data, start, end) => {
      const raw = { rawLine: text(data, start, end), rawField: text(data, fieldStart, fieldEnd) };
      outcome.rejects.push({ line, field, position, code, reason, ...raw });
      fields = [];
    },
    replaced: (line, field, raw) => outcome.replacements.push({ line, field, rawLine: raw.toString() }),
  });
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += chunkBytes) records.push(bytes.subarray(at, at + chunkBytes));
  records.end();
  outcome.lines = records.lines;
  return outcome;
}

function requestOf(options: RequestOptions): DecodeRequest {
  return {
    encoding: 'UTF8',
    nullAs: '\\N',
    nullAsGiven: false,
    ignoreHeader: 0,
    ignoreBlankLines: false,
    fillRecord: false,
    segmentBytes: 1 << 20,
    stagingFolder: '',
    files: [],
    ...options,
    columns: options.columns.map((name) => ({ name, super: options.super ?? false })),
  };
}

export interface DecodedRecord {
  file: number;
  line: number;
  raw: string;
  fields: (string | null)[];
}

export interface Decoded {
  records: DecodedRecord[];
  rejects: RecordReject[];
  replacements: Replacement[];
  linesScanned: number[];
}

export type RequestOptions = Partial<Omit<DecodeRequest, 'columns' | 'files'>> &
  Pick<DecodeRequest, 'format'> & { columns: string[]; super?: boolean };

/** A folder for a test's files and segments, and an engine to read them with. Dispose it after the test. */
export class DecodeBench implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'slipher-decode-'));
  #connection: DuckDBConnection | undefined;
  #files = 0;

  write(content: string | Uint8Array): string {
    const path = join(this.folder, `file-${this.#files++}`);
    writeFileSync(path, content);
    return path;
  }

  request(
    contents: (string | Uint8Array)[],
    options: RequestOptions & { compression?: string },
  ): DecodeRequest {
    const compression = (options.compression ?? 'none') as DecodeRequest['files'][number]['compression'];
    const files = contents.map((content) => ({ path: this.write(content), compression }));
    return { ...requestOf(options), files, stagingFolder: this.folder };
  }

  /** Decodes in this thread and reads the segments back through the engine. */
  async decode(request: DecodeRequest): Promise<Decoded> {
    const decoded: Decoded = { records: [], rejects: [], replacements: [], linesScanned: [] };
    let index = 0;
    for await (const segment of decodeSegments(request, `test-${this.#files++}-${index++}`)) {
      await this.collect(segment, request.columns.length, decoded);
    }
    return decoded;
  }

  async collect(segment: Segment, columnCount: number, decoded: Decoded): Promise<void> {
    decoded.records.push(...(await this.records(segment.path, columnCount)));
    decoded.rejects.push(...segment.rejects);
    decoded.replacements.push(...segment.replacements);
    decoded.linesScanned = segment.linesScanned;
    rmSync(segment.path);
  }

  async records(path: string, columnCount: number): Promise<DecodedRecord[]> {
    this.#connection ??= await (await DuckDBInstance.create(':memory:')).connect();
    const result = await this.#connection.runAndReadAll(`FROM ${segmentSource(path, columnCount)}`);
    return result.getRows().map(([file, line, raw, ...fields]) => ({
      file: Number(file),
      line: Number(line),
      raw: String(raw),
      fields: fields as (string | null)[],
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection?.closeSync();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
