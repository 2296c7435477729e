import type { Compression, CopyFormat, TextEncoding } from '#sql/copy/copy-options.ts';

/** What a worker decodes: files whose options the engine's own readers do not know. */
export interface DecodeRequest {
  files: { path: string; compression: Compression }[];
  /** `paths` of a mapping are read already. Parquet never comes here. */
  format: Exclude<CopyFormat, { kind: 'parquet' }>;
  /** The paths of a jsonpaths file, in the order of the columns. */
  jsonPaths?: string[];
  /** Target columns in the order of the fields; `super` where a value keeps its structure (JSON text). */
  columns: { name: string; super: boolean }[];
  encoding: TextEncoding;
  /** TIMEFORMAT is an epoch: timestamps of Avro stay the numbers that they are. */
  epochTimes?: boolean;
  /** ACCEPTINVCHARS: the replacement for each invalid byte. */
  replacement?: string;
  nullAs: string;
  nullAsGiven: boolean;
  ignoreHeader: number;
  ignoreBlankLines: boolean;
  fillRecord: boolean;
  /** Folder for segments; the engine may read there. */
  stagingFolder: string;
  /** A segment is finished when it has so many bytes. */
  segmentBytes: number;
}

/** A record that has no fields to convert: its place and why (STL_LOAD_ERRORS' words and code). */
export interface RecordReject {
  /** Index in `files`. */
  file: number;
  /** 1-based, physical lines of the decoded text. */
  line: number;
  /** 1-based field, 0 for the whole line. */
  field: number;
  position: number;
  code: number;
  reason: string;
  /** At most 1,024 characters each. */
  rawLine: string;
  rawField: string;
}

/** A record that ACCEPTINVCHARS changed. */
export interface Replacement {
  file: number;
  line: number;
  field: number;
  rawLine: string;
}

/**
 * Decoded records in a file for the engine (`segmentSource`): file index, line, raw line (at most 1,024 characters), then the fields as text.
 */
export interface Segment {
  path: string;
  records: number;
  rejects: RecordReject[];
  replacements: Replacement[];
  /** Bytes of the input read so far, over all files, and files that are complete. */
  bytesRead: number;
  filesComplete: number;
  /** Lines (or records where a format has none) of each file so far. */
  linesScanned: number[];
}

/**
 * Decodes in a worker thread, segment after segment: the next one is made while the last is loaded, and no further.
 * The consumer deletes the segment's file. A file that cannot be read on (truncated gzip, no Avro container) ends the
 * iteration with a DecodeError.
 */
export type Decode = (request: DecodeRequest, signal: AbortSignal) => AsyncIterable<Segment>;

/** The whole load fails, whatever MAXERROR says. */
export class DecodeError extends Error {
  readonly file: number;
  readonly code: number;

  constructor(file: number, code: number, message: string) {
    super(message);
    this.name = 'DecodeError';
    this.file = file;
    this.code = code;
  }
}
