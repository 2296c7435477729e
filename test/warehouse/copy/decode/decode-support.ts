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
import { segmentSource } from '#warehouse/copy/decode/segment-source.ts';

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
    return {
      encoding: 'UTF8',
      nullAs: '\\N',
      nullAsGiven: false,
      ignoreHeader: 0,
      ignoreBlankLines: false,
      fillRecord: false,
      segmentBytes: 1 << 20,
      ...options,
      files: contents.map((content) => ({ path: this.write(content), compression })),
      columns: options.columns.map((name) => ({ name, super: options.super ?? false })),
      stagingFolder: this.folder,
    };
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
