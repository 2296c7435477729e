import { rm } from 'node:fs/promises';
import type { Compression } from '#sql/copy/copy-options.ts';
import { decode } from '#warehouse/copy/decode/decode.ts';
import { DecodeError, type DecodeRequest, type Segment } from '#warehouse/copy/decode/decode-interface.ts';
import { segmentSource } from '#warehouse/copy/decode/segment-source.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { readProblem } from '#warehouse/copy/load-errors.ts';
import { loadRows } from '#warehouse/copy/row-source.ts';

/** A segment has so many bytes before it is loaded: enough for the engine, little for the disk. */
const segmentBytes = 32 * 1024 * 1024;

/** What the decoder reads, and where each of its records comes from. */
export interface DecodedFiles {
  paths: { path: string; compression: Compression }[];
  /** Lines of each file to pass over. */
  ignoreHeader: number;
  /** The load's file and line, of a path's index and a line in it. */
  origin: (path: number, line: number) => { file: number; line: number };
  /** Told of how far it is, after each segment. */
  onSegment?: (segment: Segment) => void;
}

/** The whole load fails because of one file, whatever errors it may have. */
export class UnreadableFileError extends Error {
  readonly file: number;
  readonly code: number;

  constructor(file: number, code: number, message: string) {
    super(message);
    this.name = 'UnreadableFileError';
    this.file = file;
    this.code = code;
  }
}

/**
 * Loads files through the decoder, a segment at a time in the statement's transaction. The number of rows; the load's
 * errors tell whether it went well.
 */
export async function loadDecoded(load: Load, files: DecodedFiles): Promise<number> {
  let rows = 0;
  try {
    for await (const segment of decode(decodeRequest(load, files), load.signal)) {
      try {
        // Rows first: of the errors of both kinds the earliest shall be told.
        if (segment.records > 0) rows += await loadSegment(load, files, segment.path);
        takeRejects(load, files, segment);
        files.onSegment?.(segment);
      } finally {
        await rm(segment.path, { force: true });
      }
      if (load.errors.full) break;
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new UnreadableFileError(files.origin(error.file, 1).file, error.code, error.message);
  }
  return rows;
}

export function decodeRequest(
  { options, target, jsonPaths, stagingFolder }: Load,
  files: Pick<DecodedFiles, 'paths' | 'ignoreHeader'>,
): DecodeRequest {
  const { format, conversion, load } = options;
  if (format.kind === 'parquet') throw new Error('Parquet is not decoded');
  const { acceptInvalidCharacters: replacement } = conversion;
  return {
    files: files.paths,
    format,
    ...(jsonPaths ? { jsonPaths } : {}),
    columns: target.columns.map(({ name, type }) => ({ name, super: type.name === 'super' })),
    encoding: conversion.encoding,
    ...(replacement === undefined ? {} : { replacement }),
    nullAs: conversion.nullAs,
    nullAsGiven: conversion.nullAsGiven,
    ignoreHeader: files.ignoreHeader,
    ignoreBlankLines: load.ignoreBlankLines,
    fillRecord: load.fillRecord,
    stagingFolder,
    segmentBytes,
  };
}

function takeRejects({ errors, replacements }: Load, files: DecodedFiles, segment: Segment): void {
  for (const reject of segment.rejects) {
    const { file, line } = files.origin(reject.file, reject.line);
    const { code, position, reason, rawLine, rawField } = reject;
    const column = reject.field > 0 && reject.field <= errors.columns.length ? reject.field - 1 : undefined;
    errors.add({ file, line, column, position, code, reason, rawLine, rawField });
  }
  for (const replacement of segment.replacements) {
    const { file, line } = files.origin(replacement.file, replacement.line);
    replacements.push({ file, line, column: replacement.field - 1, rawLine: replacement.rawLine });
  }
}

/** How a segment's row says where it is from. */
const place = `concat(file, ':', line, ':', raw)`;

async function loadSegment(load: Load, files: DecodedFiles, path: string): Promise<number> {
  const { errors, target } = load;
  const rows = await loadRows(load, segmentSource(path, target.columns.length), place, (row) => {
    const [, path = '0', at = '0', rawLine = ''] = /^(\d+):(\d+):([\s\S]*)$/.exec(row.place) ?? [];
    const { file, line } = files.origin(Number(path), Number(at));
    const column = row.problems.findIndex((problem) => problem !== null);
    const rawField = row.fields[column] ?? '';
    errors.add({
      file,
      line,
      column,
      ...readProblem(row.problems[column] ?? ''),
      rawLine,
      rawField,
      fields: row.fields,
    });
  });
  return rows ?? 0;
}
