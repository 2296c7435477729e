import { rm } from 'node:fs/promises';
import { nowMicroseconds } from '#warehouse/catalog/clock.ts';
import { loadDecoded } from '#warehouse/copy/decoder-path.ts';
import { plainFile } from '#warehouse/copy/inflate-file.ts';
import { inspectJson, type JsonShape } from '#warehouse/copy/json/inspect-json.ts';
import { jsonConversions, jsonSource } from '#warehouse/copy/json/json-source.ts';
import { locateJson } from '#warehouse/copy/json/locate-json.ts';
import { memberNames } from '#warehouse/copy/json/member-names.ts';
import { type OddPart, splitJson } from '#warehouse/copy/json/split-json.ts';
import type { Load } from '#warehouse/copy/load.ts';
import { loadInBatches } from '#warehouse/copy/load-batches.ts';
import { type LoadError, readProblem } from '#warehouse/copy/load-errors.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';
import { loadRows } from '#warehouse/copy/row-source.ts';

/** Batches are small, so that the engine has not to wait long for the first one to be looked through. */
const batchBytesMax = 32 * 1024 * 1024;

/** A file that is there as plain text. */
interface JsonFile {
  source: SourceFile;
  path: string;
  shape: JsonShape;
  /** What the engine reads: the file, or its lines that are not odd. */
  plainPath: string;
  parts: OddPart[];
  /** Paths that are ours and go when the file is loaded. */
  temporary: string[];
}

/**
 * Loads files of JSON with the engine's reader as far as their lines are what it reads as Redshift does; all other lines
 * and files go through the decoder. Which are which is known before anything is loaded; while one batch is loaded the next
 * is unpacked and looked through. The number of rows; the load's errors tell whether it went well.
 */
export function loadJsonByEngine(load: Load): Promise<number> {
  return loadInBatches(load, batchBytesMax, { prepare, loadBatch, release });
}

async function prepare(load: Load, sources: SourceFile[]): Promise<JsonFile[]> {
  const files: JsonFile[] = [];
  try {
    for (const source of sources) {
      source.started = nowMicroseconds();
      const { path, temporary } = await plainFile(load, source);
      const shape: JsonShape = { members: undefined, proven: [], odd: [], lines: 0, plainLines: 0 };
      const file: JsonFile = { source, path, shape, plainPath: path, parts: [], temporary: [] };
      if (temporary) file.temporary.push(path);
      files.push(file);
      await inspect(load, file);
    }
    return files;
  } catch (error) {
    await release(files);
    throw error;
  }
}

async function inspect(load: Load, file: JsonFile): Promise<void> {
  const wanted = memberNames(load);
  if (!wanted) return;
  const replaces = load.options.conversion.acceptInvalidCharacters !== undefined;
  file.shape = await inspectJson(file.path, { wanted, replaces }, load.signal);
  if (!file.shape.members || file.shape.odd.length === 0) return;
  const { plainPath, parts } = await splitJson(file.path, file.shape.odd, load.stagingFolder, load.signal);
  file.plainPath = plainPath;
  file.parts = parts;
  file.temporary.push(plainPath, ...parts.map(({ path }) => path));
}

async function release(files: JsonFile[]): Promise<void> {
  for (const { temporary } of files) for (const path of temporary) await rm(path, { force: true });
}

async function loadBatch(load: Load, files: JsonFile[]): Promise<number> {
  let rows = 0;
  const { progress, errors } = load;
  for (const group of Map.groupBy(files, ({ shape }) =>
    JSON.stringify([shape.members, shape.proven]),
  ).values()) {
    const bytes = group.reduce((sum, { source }) => sum + source.size, 0);
    progress.currentFile = group[0]?.source.url ?? '';
    progress.current = () => bytes * load.engineProgress();
    const isPlain = group[0]?.shape.members !== undefined;
    const loaded = isPlain ? await loadGroup(load, group) : await decodeWhole(load, group);
    progress.current = () => 0;
    rows += loaded;
    progress.lines += loaded;
    if (errors.full) break;
    for (const { source } of group) {
      source.ended = nowMicroseconds();
      progress.bytesDone += source.size;
      progress.filesComplete++;
    }
  }
  return rows;
}

async function decodeWhole(load: Load, files: JsonFile[]): Promise<number> {
  return loadDecoded(load, {
    paths: files.map(({ path }) => ({ path, compression: 'none' })),
    ignoreHeader: load.options.load.ignoreHeader,
    origin: (path, line) => ({ file: files[path]?.source.index ?? 0, line }),
    onSegment: (segment) => {
      for (const [index, { source }] of files.entries()) source.lines = segment.linesScanned[index] ?? 0;
    },
  });
}

async function loadGroup(load: Load, files: JsonFile[]): Promise<number> {
  for (const { source, shape } of files) source.lines = shape.lines;
  const odd = await loadOdd(load, files);
  if (load.errors.full) return odd;
  return odd + (await loadPlain(load, files));
}

/** The lines that the engine does not read. */
async function loadOdd(load: Load, files: JsonFile[]): Promise<number> {
  const parts = files.flatMap(({ source, parts }) => parts.map((part) => ({ source, part })));
  if (parts.length === 0) return 0;
  return loadDecoded(load, {
    paths: parts.map(({ part }) => ({ path: part.path, compression: 'none' })),
    ignoreHeader: 0,
    origin: (path, line) => ({
      file: parts[path]?.source.index ?? 0,
      line: parts[path]?.part.origin(line) ?? line,
    }),
  });
}

async function loadPlain(load: Load, files: JsonFile[]): Promise<number> {
  const { errors, target, sql } = load;
  const filled = files.filter(({ shape }) => shape.plainLines > 0);
  const [first] = filled;
  if (!first) return 0;
  const { members = [], proven } = first.shape;
  const paths = filled.map(({ plainPath }) => plainPath);
  const from = jsonSource(paths, { members, proven }, target.columns);
  const typed: Load = { ...load, sql: { ...sql, conversions: jsonConversions(sql.conversions, proven) } };
  const unfit: LoadError[] = [];
  const byPath = new Map(filled.map((file) => [file.plainPath, file]));
  const rows = await loadRows(typed, from, 'filename', ({ place, fields, problems }) => {
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
  for (const { source, path, shape } of filled) {
    const own = unfit.filter((error) => error.file === source.index);
    if (own.length > 0) await locateJson(path, shape, own, load);
  }
  return rows ?? 0;
}
