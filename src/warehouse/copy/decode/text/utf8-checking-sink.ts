import { rawText } from '#warehouse/copy/decode/text/raw-text.ts';
import type { RecordProblem, RecordSink } from '#warehouse/copy/decode/text/record-sink.ts';
import { findInvalidUtf8, invalidUtf8Reason, replaceInvalidUtf8 } from '#warehouse/copy/decode/text/utf8.ts';

/**
 * Between a tokenizer and its sink where bytes may be no UTF-8: replaces what ACCEPTINVCHARS allows to be replaced, and
 * rejects the record otherwise (code 1220).
 */
export class Utf8CheckingSink implements RecordSink {
  readonly #sink: RecordSink;
  readonly #replacement: number | undefined;
  readonly #replaced: (line: number, field: number, rawLine: Buffer) => void;
  #field = 0;
  #firstReplaced = 0;
  #problem: { field: number; reason: string; data: Buffer; at: number } | undefined;

  constructor(
    sink: RecordSink,
    replacement: string | undefined,
    replaced: (line: number, field: number, rawLine: Buffer) => void,
  ) {
    this.#sink = sink;
    this.#replacement = replacement?.charCodeAt(0);
    this.#replaced = replaced;
  }

  field(data: Uint8Array, start: number, end: number): void {
    this.#field++;
    if (this.#replacement === undefined) this.#check(data, start, end);
    else this.#replace(data, start, end, this.#replacement);
  }

  nullField(): void {
    this.#field++;
    this.#sink.nullField();
  }

  endRecord(line: number, data: Uint8Array, start: number, end: number): void {
    const raw = rawText(data, start, end);
    if (this.#problem) this.#rejectInvalid(this.#problem, line, raw);
    else {
      if (this.#firstReplaced) this.#replaced(line, this.#firstReplaced, raw);
      this.#sink.endRecord(line, raw, 0, raw.length);
    }
    this.#clear();
  }

  reject(problem: RecordProblem, line: number, data: Uint8Array, start: number, end: number): void {
    this.#sink.reject(problem, line, data, start, end);
    this.#clear();
  }

  drop(): void {
    this.#sink.drop();
    this.#clear();
  }

  #replace(data: Uint8Array, start: number, end: number, replacement: number): void {
    const text = replaceInvalidUtf8(data, start, end, replacement);
    if (text) this.#firstReplaced ||= this.#field;
    if (text) this.#sink.field(text, 0, text.length);
    else this.#sink.field(data, start, end);
  }

  #check(data: Uint8Array, start: number, end: number): void {
    const found = findInvalidUtf8(data, start, end, false);
    if (!found) {
      this.#sink.field(data, start, end);
      return;
    }
    const reason = invalidUtf8Reason(data, found);
    const text = Buffer.from(data.subarray(start, end));
    this.#problem ??= { field: this.#field, reason, data: text, at: found.at - start };
    this.#sink.nullField();
  }

  #rejectInvalid(
    problem: { field: number; reason: string; data: Buffer; at: number },
    line: number,
    raw: Buffer,
  ): void {
    const field = rawText(problem.data, 0, problem.data.length);
    const both = Buffer.concat([raw, field]);
    this.#sink.reject(
      {
        code: 1220,
        reason: problem.reason,
        field: problem.field,
        position: problem.at,
        fieldStart: raw.length,
        fieldEnd: both.length,
      },
      line,
      both,
      0,
      raw.length,
    );
  }

  #clear(): void {
    this.#field = 0;
    this.#firstReplaced = 0;
    this.#problem = undefined;
  }
}
