import type { RecordSink } from '#warehouse/copy/decode/text/record-sink.ts';
import type { TextRecords } from '#warehouse/copy/decode/text/text-records.ts';
import { EncodingMismatch, type Transcoder } from '#warehouse/copy/decode/text/transcode.ts';

const NOTHING = new Uint8Array(0);

/** Records of a file that is not UTF-8. One that is not in the encoding that was said is passed over with one error. */
export class TranscodedRecords {
  readonly #records: TextRecords;
  readonly #transcoder: Transcoder;
  readonly #sink: RecordSink;
  #refused = false;

  constructor(records: TextRecords, transcoder: Transcoder, sink: RecordSink) {
    this.#records = records;
    this.#transcoder = transcoder;
    this.#sink = sink;
  }

  get lines(): number {
    return this.#records.lines;
  }

  push(chunk: Buffer): void {
    this.#transcode(() => this.#records.push(this.#transcoder.push(chunk)));
  }

  end(): void {
    this.#transcode(() => {
      this.#records.push(this.#transcoder.end());
      this.#records.end();
    });
  }

  #transcode(step: () => void): void {
    if (this.#refused) return;
    try {
      step();
    } catch (error) {
      if (!(error instanceof EncodingMismatch)) throw error;
      this.#refused = true;
      const problem = {
        code: 1221,
        reason: error.message,
        field: 0,
        position: 0,
        fieldStart: 0,
        fieldEnd: 0,
      };
      this.#sink.reject(problem, 1, NOTHING, 0, 0);
    }
  }
}
