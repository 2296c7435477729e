import type { Authorization } from '#sql/copy/copy-options.ts';

/** An UNLOAD's options, read, checked against each other and complete with Redshift's defaults. */
export interface UnloadOptions {
  bucket: string;
  prefix: string;
  authorization: Authorization;
  region?: string;
  format: UnloadFormat;
  compression: 'none' | 'gzip' | 'bzip2' | 'zstd';
  /** Without a dot; replaces the automatic extension. */
  extension?: string;
  manifest?: { verbose: boolean };
  header: boolean;
  parallel: boolean;
  allowOverwrite: boolean;
  cleanPath: boolean;
  /** Bytes. */
  fileSizeMax: number;
  rowGroupSize?: number;
  partition?: { columns: string[]; include: boolean };
  encryption?: { kmsKeyId?: string; auto: boolean };
}

export type UnloadFormat =
  | { kind: 'text'; delimiter: string; addQuotes: boolean; escape: boolean; nullAs: string }
  | { kind: 'fixedwidth'; fields: { label: string; width: number }[]; nullAs: string }
  | { kind: 'csv'; delimiter: string; nullAs: string }
  | { kind: 'json' }
  | { kind: 'parquet' };
