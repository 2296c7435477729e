import { rm } from 'node:fs/promises';
import { decode } from '#warehouse/copy/decode/decode.ts';
import { DecodeError, type Segment } from '#warehouse/copy/decode/decode-interface.ts';
import { segmentSource } from '#warehouse/copy/decode/segment-source.ts';
import { decodeRequest } from '#warehouse/copy/decoder-path.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { LoadContext } from '#warehouse/copy/load-context.ts';
import { type LoadError, readProblem } from '#warehouse/copy/load-errors.ts';
import { firstUnfitText } from '#warehouse/copy/load-sql.ts';
import type { SourceFile } from '#warehouse/copy/open-sources.ts';

/** Beyond so many bytes the error that was met is told, and there may be an earlier one. */
const bytesMax = 512 * 1024 * 1024;

/**
 * After a load that ends with its first error: the engine reads in parallel and met any one of them. Makes it the earliest
 * line of the earliest file, so that the same load always tells the same, by a second look that goes no further than the
 * error which was met.
 */
export async function tellEarliest(load: Load, context: LoadContext): Promise<void> {
  const { errors, files, signal } = load;
  const [met] = errors.details();
  if (!errors.strict || !met || load.options.format.kind === 'parquet') return;
  const doubtful = files.filter(({ index, ended }) => index <= met.file && ended === undefined);
  if (!mayBeEarlier(met, doubtful, load)) return;
  const { compression } = load.options;
  const paths = [];
  for (const file of doubtful) paths.push({ path: await file.open(), compression });
  const request = decodeRequest(load, { paths, ignoreHeader: load.options.load.ignoreHeader });
  try {
    for await (const segment of decode(request, signal)) {
      try {
        const found = await firstOf(segment, doubtful, load, context);
        if (found) errors.replace(found);
        if (found || isBehind(segment, doubtful, met)) return;
      } finally {
        await rm(segment.path, { force: true });
      }
    }
  } catch (error) {
    // A file that cannot be read at all is no reason to tell nothing of the other.
    if (!(error instanceof DecodeError)) throw error;
  }
}

function mayBeEarlier(met: LoadError, doubtful: SourceFile[], { options }: Load): boolean {
  const bytes = doubtful.reduce((sum, { size }) => sum + size, 0);
  const isFirst = doubtful.length <= 1 && met.line === options.load.ignoreHeader + 1;
  return !isFirst && bytes <= bytesMax;
}

function isBehind({ linesScanned }: Segment, doubtful: SourceFile[], met: LoadError): boolean {
  const at = doubtful.findIndex(({ index }) => index === met.file);
  return met.line > 0 && (linesScanned[at] ?? 0) > met.line;
}

/** The segment's first record that is refused or does not fit. */
async function firstOf(
  segment: Segment,
  doubtful: SourceFile[],
  load: Load,
  context: LoadContext,
): Promise<LoadError | undefined> {
  const fileOf = (path: number) => doubtful[path]?.index ?? 0;
  const found: LoadError[] = segment.rejects.map(({ file, field, ...reject }) => ({
    ...reject,
    file: fileOf(file),
    column: field > 0 && field <= load.target.columns.length ? field - 1 : undefined,
  }));
  if (segment.records > 0) {
    const text = firstUnfitText(load.sql, segmentSource(segment.path, load.target.columns.length));
    const [row] = await context.aside((connection) => connection.rows(text));
    if (row) found.push(unfitRow(row as [number, bigint, string, string, string], fileOf));
  }
  return found.toSorted((a, b) => a.file - b.file || a.line - b.line)[0];
}

function unfitRow(
  [path, line, rawLine, fieldsText, problemsText]: [number, bigint, string, string, string],
  fileOf: (path: number) => number,
): LoadError {
  const fields = JSON.parse(fieldsText) as (string | null)[];
  const problems = JSON.parse(problemsText) as (string | null)[];
  const column = problems.findIndex((problem) => problem !== null);
  const rawField = fields[column] ?? '';
  const problem = readProblem(problems[column] ?? '');
  return { file: fileOf(path), line: Number(line), column, ...problem, rawLine, rawField, fields };
}
