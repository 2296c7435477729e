/** A COPY's options, read, checked against each other and complete with Redshift's defaults. */
export interface CopyOptions {
  source: CopySource;
  authorization: Authorization;
  region?: string;
  format: CopyFormat;
  compression: Compression;
  conversion: ConversionOptions;
  load: LoadOptions;
  /** `JOB CREATE name [AUTO ON|OFF]`. */
  job?: { name: string; auto: boolean };
}

export interface CopySource {
  bucket: string;
  /** Key prefix, or with `manifest` the manifest's whole key. */
  key: string;
  manifest: boolean;
}

export type Authorization =
  | { kind: 'default role' }
  | { kind: 'session' }
  /** Chained roles in their order. */
  | { kind: 'roles'; arns: string[] }
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken?: string };

export type Compression = 'none' | 'gzip' | 'bzip2' | 'lzop' | 'zstd';

export type TextEncoding = 'UTF8' | 'UTF16' | 'UTF16LE' | 'UTF16BE' | 'ISO88591';

/** Where the values of a JSON or Avro record go. */
export type RecordMapping =
  /** Top-level names to column names. */
  | { kind: 'auto'; ignoreCase: boolean }
  | { kind: 'paths'; bucket: string; key: string }
  /** The whole record into one SUPER column. */
  | { kind: 'noshred' };

export type CopyFormat =
  | { kind: 'delimited'; delimiter: string; escape: boolean; removeQuotes: boolean }
  | { kind: 'csv'; delimiter: string; quote: string }
  /** Widths in characters. */
  | { kind: 'fixedwidth'; fields: { label: string; width: number }[] }
  | { kind: 'json'; mapping: RecordMapping }
  | { kind: 'avro'; mapping: RecordMapping }
  | { kind: 'parquet'; serializeToJson: boolean };

/** A pattern is in Redshift's tokens; `default` is what applies where the option is not given. */
export type DateFormat = { kind: 'default' } | { kind: 'auto' } | { kind: 'pattern'; pattern: string };
export type TimeFormat = DateFormat | { kind: 'epochsecs' } | { kind: 'epochmillisecs' };

/** What becomes of one field's text. */
export interface ConversionOptions {
  acceptAnyDate: boolean;
  /** The replacement; undefined without ACCEPTINVCHARS. */
  acceptInvalidCharacters?: string;
  blanksAsNull: boolean;
  dateFormat: DateFormat;
  emptyAsNull: boolean;
  encoding: TextEncoding;
  /** `\N` unless given. */
  nullAs: string;
  nullAsGiven: boolean;
  roundDecimals: boolean;
  timeFormat: TimeFormat;
  trimBlanks: boolean;
  truncateColumns: boolean;
}

export interface LoadOptions {
  explicitIds: boolean;
  fillRecord: boolean;
  ignoreBlankLines: boolean;
  ignoreHeader: number;
  /** Errors at which the load fails: at least 1; Infinity for IGNOREALLERRORS. */
  errorsMax: number;
  noLoad: boolean;
  compUpdate?: 'PRESET' | 'ON' | 'OFF';
  compRows?: number;
  statUpdate?: 'ON' | 'OFF';
}
