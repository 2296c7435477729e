import type { RecordReject, Replacement, Segment } from '#warehouse/copy/decode/decode-interface.ts';
import type { FileSink } from '#warehouse/copy/decode/records-of-file.ts';
import { SegmentWriter } from '#warehouse/copy/decode/segment/segment-writer.ts';
import { TextColumn } from '#warehouse/copy/decode/segment/text-column.ts';
import { rawEnd, rawText } from '#warehouse/copy/decode/text/raw-text.ts';
import type { RecordProblem } from '#warehouse/copy/decode/text/record-sink.ts';

/** Bytes that a reject or replacement is taken to need besides its texts. */
const NOTE_BYTES = 200;

/** Takes the records of all files and makes segments of them. */
export class SegmentSink implements FileSink {
  /** Index of the file whose records come. */
  file = 0;
  readonly #columns: TextColumn[];
  readonly #pathOf: (index: number) => string;
  #index = 0;
  #path = '';
  #writer: SegmentWriter | undefined;
  #rejects: RecordReject[] = [];
  #replacements: Replacement[] = [];
  #noteBytes = 0;

  constructor(columnCount: number, pathOf: (index: number) => string) {
    this.#columns = Array.from({ length: columnCount + 1 }, () => new TextColumn());
    this.#pathOf = pathOf;
  }

  /** Bytes of the segment that is being made, with what its rejects hold in memory. */
  get byteLength(): number {
    return (this.#writer?.byteLength ?? 0) + this.#noteBytes;
  }

  field(data: Uint8Array, start: number, end: number): void {
    (this.#writer ?? this.#begin()).field(data, start, end);
  }

  nullField(): void {
    (this.#writer ?? this.#begin()).nullField();
  }

  endRecord(line: number, data: Uint8Array, start: number, end: number): void {
    (this.#writer ?? this.#begin()).endRecord(this.file, line, data, start, rawEnd(data, start, end));
  }

  reject(problem: RecordProblem, line: number, data: Uint8Array, start: number, end: number): void {
    this.#writer?.drop();
    const { code, reason, field, position } = problem;
    const rawLine = rawText(data, start, end).toString();
    const rawField = rawText(data, problem.fieldStart, problem.fieldEnd).toString();
    this.#rejects.push({ file: this.file, line, field, position, code, reason, rawLine, rawField });
    this.#noteBytes += NOTE_BYTES + 2 * (rawLine.length + rawField.length);
  }

  replaced(line: number, field: number, raw: Buffer): void {
    const rawLine = raw.toString();
    this.#replacements.push({ file: this.file, line, field, rawLine });
    this.#noteBytes += NOTE_BYTES + 2 * rawLine.length;
  }

  drop(): void {
    this.#writer?.drop();
  }

  /** Ends the segment. No record may have begun. */
  finish(): Pick<Segment, 'path' | 'records' | 'rejects' | 'replacements'> {
    const writer = this.#writer ?? this.#begin();
    writer.finish();
    this.#writer = undefined;
    const notes = { rejects: this.#rejects, replacements: this.#replacements };
    this.#rejects = [];
    this.#replacements = [];
    this.#noteBytes = 0;
    return { path: this.#path, records: writer.records, ...notes };
  }

  /** Closes an unfinished segment's file. */
  close(): void {
    this.#writer?.close();
    this.#writer = undefined;
  }

  #begin(): SegmentWriter {
    this.#path = this.#pathOf(this.#index++);
    this.#writer = new SegmentWriter(this.#path, this.#columns);
    return this.#writer;
  }
}
