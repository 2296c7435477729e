import { rm } from 'node:fs/promises';
import type { CopyFormat } from '#sql/copy/copy-options.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { copyRecords, type RecordPlace } from '#warehouse/copy/copy-records.ts';
import { loadDecoded } from '#warehouse/copy/decoder-path.ts';
import { engineSource } from '#warehouse/copy/engine-source.ts';
import { plainFile } from '#warehouse/copy/inflate-file.ts';
import { type FileShape, type InspectOptions, inspectFile } from '#warehouse/copy/inspect-file.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { loadInBatches } from '#warehouse/copy/load-batches.ts';
import { type LoadError, readProblem } from '#warehouse/copy/load-errors.ts';
import { locateRecords } from '#warehouse/copy/locate-records.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';
import { loadRows } from '#warehouse/copy/row-source.ts';

/** Files that are loaded together: an INSERT for each would cost half as much again. Packed ones lie unpacked in the staging folder. */
const batchBytesMax = 1024 * 1024 * 1024;
const packedBatchBytesMax = 128 * 1024 * 1024;
/** Refused records that are looked at together. */
const refusedPerTurn = 50_000;

type TextFormat = Extract<CopyFormat, { kind: 'delimited' | 'csv' }>;

/** A file that the engine can read in place. */
interface PlainFile {
  source: SourceFile;
  path: string;
  /** The path is ours and goes when the file is loaded. */
  temporary: boolean;
  shape: FileShape;
}

/**
 * Loads delimited files with the engine's reader, batch by batch in the statement's transaction; while one is loaded the
 * next is unpacked and looked through. The number of rows; the load's errors tell whether it went well.
 */
export function loadByEngine(load: Load): Promise<number> {
  const isPacked = load.options.compression !== 'none';
  const bytesMax = isPacked ? packedBatchBytesMax : batchBytesMax;
  return loadInBatches(load, bytesMax, { prepare, loadBatch, release });
}

async function prepare(load: Load, sources: SourceFile[]): Promise<PlainFile[]> {
  const files: PlainFile[] = [];
  try {
    for (const source of sources) {
      source.started = nowMicroseconds();
      const { path, temporary } = await plainFile(load, source);
      const file: PlainFile = { source, path, temporary, shape: { lineEnds: undefined, blankLines: [] } };
      files.push(file);
      file.shape = await inspectFile(path, inspectOptions(load), load.signal);
    }
    return files;
  } catch (error) {
    await release(files);
    throw error;
  }
}

async function release(files: PlainFile[]): Promise<void> {
  for (const { path, temporary } of files) if (temporary) await rm(path, { force: true });
}

function inspectOptions({ options, target }: Load): InspectOptions {
  const { load, conversion } = options;
  const format = options.format as TextFormat;
  return {
    quote: format.kind === 'csv' ? format.quote : undefined,
    delimiter: format.delimiter,
    columnCount: target.columns.length,
    nullAs: conversion.nullAs,
    ignoreHeader: load.ignoreHeader,
    blankLines: load.ignoreBlankLines ? 'ignore' : target.columns.length > 1 ? 'report' : 'refuse',
    strictCharacters: conversion.acceptInvalidCharacters !== undefined,
  };
}

async function loadBatch(load: Load, files: PlainFile[]): Promise<number> {
  let rows = 0;
  for (const lineEnds of ['lf', 'crlf', undefined] as const) {
    const group = files.filter(({ shape }) => shape.lineEnds === lineEnds);
    if (group.length === 0) continue;
    const { progress } = load;
    const bytes = group.reduce((sum, { source }) => sum + source.size, 0);
    progress.currentFile = group[0]?.source.url ?? '';
    if (lineEnds) progress.current = () => bytes * load.engineProgress();
    const loaded = lineEnds ? await loadGroup(load, group) : await decodeWhole(load, group);
    progress.current = () => 0;
    rows += loaded;
    progress.lines += loaded;
    if (load.errors.full) break;
    for (const { source } of group) {
      source.ended = nowMicroseconds();
      load.progress.bytesDone += source.size;
      load.progress.filesComplete++;
    }
  }
  return rows;
}

/** Files that the engine's reader would read otherwise than Redshift does. */
async function decodeWhole(load: Load, files: PlainFile[]): Promise<number> {
  return loadDecoded(load, {
    paths: files.map(({ path }) => ({ path, compression: 'none' })),
    ignoreHeader: load.options.load.ignoreHeader,
    origin: (path, line) => ({ file: files[path]?.source.index ?? 0, line }),
    onSegment: (segment) => {
      for (const [index, { source }] of files.entries()) source.lines = segment.linesScanned[index] ?? 0;
    },
  });
}

async function loadGroup(load: Load, files: PlainFile[]): Promise<number> {
  const { errors, queryId } = load;
  // Blank lines are known to be errors, so that a strict load need not begin.
  if (errors.strict && files.some(({ shape }) => shape.blankLines.length > 0)) {
    return loadRefused(load, files, blankPlaces(files));
  }
  const name = `copy_${queryId}_${files[0]?.source.index}`;
  const tables = { errors: `${name}_rejects`, scans: `${name}_scans` };
  const from = engineSource({
    paths: files.map(({ path }) => path),
    columnCount: load.target.columns.length,
    options: load.options,
    rejects: tables,
  });
  const unfit: LoadError[] = [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  const rows = await loadRows(load, from, 'filename', ({ place, fields, problems }) => {
    const column = problems.findIndex((problem) => problem !== null);
    const error: LoadError = {
      file: byPath.get(place)?.source.index ?? 0,
      line: 0,
      column,
      ...readProblem(problems[column] ?? ''),
      rawLine: '',
      rawField: fields[column] ?? '',
      fields,
    };
    if (errors.add(error)) unfit.push(error);
  });
  for (const file of files) {
    const own = unfit.filter((error) => error.file === file.source.index);
    if (own.length > 0) await locateRecords(file.path, own, load.options, load.signal);
  }
  if (rows === undefined) return 0;
  let more = 0;
  let refused = 0;
  for await (const places of refusedPlaces(load, tables, files)) {
    refused += places.length;
    more += await loadRefused(load, files, places);
    if (errors.full) return rows + more;
  }
  if (files.length === 1 && files[0])
    files[0].source.lines = rows + unfit.length + refused + load.options.load.ignoreHeader;
  for (const name of [tables.errors, tables.scans])
    await load.engine.run(`DROP TABLE temp.main.${quoteIdentifier(name)}`);
  return rows + more;
}

function blankPlaces(files: PlainFile[]): RecordPlace[] {
  return files.flatMap((file, index) => file.shape.blankLines.map((offset) => ({ file: index, offset })));
}

/** The engine gives 1-based bytes, of the first of the blank lines before the record if there are any. */
const recordOffset = `line_byte_position - 1 + length(csv_line) - length(ltrim(csv_line, chr(10) || chr(13)))`;

/** Where the records are that the engine's reader refused or passed over, some at a time, in the files' order. */
async function* refusedPlaces(
  { engine }: Load,
  tables: { errors: string; scans: string },
  files: PlainFile[],
): AsyncIterable<RecordPlace[]> {
  const indexes = new Map(files.map(({ path }, index) => [path, index]));
  const blank = blankPlaces(files);
  const from = `temp.main.${quoteIdentifier(tables.errors)} e JOIN temp.main.${quoteIdentifier(tables.scans)} s USING (scan_id, file_id)`;
  for (let offset = 0; ; offset += refusedPerTurn) {
    const rows = await engine.rows(
      `SELECT DISTINCT file_path, ${recordOffset} AS place FROM ${from} ORDER BY ALL LIMIT ${refusedPerTurn} OFFSET ${offset}`,
    );
    const places = rows.map(([path, at]) => ({ file: indexes.get(String(path)) ?? 0, offset: Number(at) }));
    if (offset === 0) places.push(...blank);
    if (places.length > 0) yield places;
    if (rows.length < refusedPerTurn) return;
  }
}

/** Reads refused records by Redshift's own rules: each is a row after all, or an error. */
async function loadRefused(load: Load, files: PlainFile[], places: RecordPlace[]): Promise<number> {
  const copied = await copyRecords(
    files.map(({ path }) => path),
    places,
    load,
  );
  try {
    return await loadDecoded(load, {
      paths: [{ path: copied.path, compression: 'none' }],
      ignoreHeader: 0,
      origin: (_, line) => {
        const { file, line: original } = copied.origin(line);
        return { file: files[file]?.source.index ?? 0, line: original };
      },
    });
  } finally {
    await rm(copied.path, { force: true });
  }
}
