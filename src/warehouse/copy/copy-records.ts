import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { eachChunk } from '#warehouse/copy/inspect-file.ts';
import type { Load } from '#warehouse/copy/load.ts';

const LF = 10;

/** Where a record begins. */
export interface RecordPlace {
  /** Index of the path. */
  file: number;
  /** In bytes. */
  offset: number;
}

/** Some records of several files in one. */
export interface CopiedRecords {
  path: string;
  /** The file's index and the 1-based line there, of a line here. */
  origin(line: number): { file: number; line: number };
}

/**
 * Copies records as they are into one file of the staging folder, each with its line end, and counts the lines before
 * them: a pass over only the files concerned.
 */
export async function copyRecords(
  paths: string[],
  places: RecordPlace[],
  { options, stagingFolder, signal }: Pick<Load, 'options' | 'stagingFolder' | 'signal'>,
): Promise<CopiedRecords> {
  const { format } = options;
  const quote = format.kind === 'csv' ? format.quote.charCodeAt(0) : -1;
  const path = join(stagingFolder, `refused-${randomUUID()}`);
  const output = openSync(path, 'w');
  /** First lines of the records: here, and where they were. */
  const starts: { here: number; file: number; line: number }[] = [];
  let here = 1;
  try {
    for (const [file, from] of paths.entries()) {
      const offsets = places.filter((place) => place.file === file).map(({ offset }) => offset);
      if (offsets.length === 0) continue;
      const copying = copyFrom(
        offsets.toSorted((a, b) => a - b),
        quote,
        {
          begin: (line) => starts.push({ here, file, line }),
          write: (bytes) => writeSync(output, bytes),
          lineEnd: () => here++,
        },
      );
      await eachChunk(from, signal, (chunk, offset) => copying.read(chunk, offset));
      copying.end();
    }
  } finally {
    closeSync(output);
  }
  return { path, origin: (line) => originOf(starts, line) };
}

interface Target {
  begin(line: number): void;
  write(bytes: Buffer): void;
  lineEnd(): void;
}

function copyFrom(offsets: number[], quote: number, target: Target) {
  let next = 0;
  let line = 1;
  let copying = false;
  let open = false;

  /** Copies up to the record's end; the first byte behind it. */
  function copy(chunk: Buffer, from: number): number {
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === quote) open = !open;
      if (byte !== LF) continue;
      line++;
      target.lineEnd();
      if (open) continue;
      copying = false;
      at++;
      break;
    }
    target.write(chunk.subarray(from, at));
    return at;
  }

  return {
    read(chunk: Buffer, offset: number): boolean {
      let at = 0;
      while (at < chunk.length) {
        if (copying) {
          at = copy(chunk, at);
          continue;
        }
        const wanted = offsets[next];
        if (wanted === undefined) return false;
        // A place inside what was copied already.
        if (wanted - offset < at) {
          next++;
          continue;
        }
        const stop = Math.min(chunk.length, wanted - offset);
        for (let feed = chunk.indexOf(LF, at); feed >= 0 && feed < stop; feed = chunk.indexOf(LF, feed + 1))
          line++;
        at = stop;
        if (at >= chunk.length) return true;
        next++;
        copying = true;
        open = false;
        target.begin(line);
      }
      return copying || next < offsets.length;
    },
    end(): void {
      if (!copying) return;
      target.write(Buffer.from('\n'));
      target.lineEnd();
    },
  };
}

function originOf(starts: { here: number; file: number; line: number }[], line: number) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle]?.here ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  const start = starts[low] ?? { here: line, file: 0, line };
  return { file: start.file, line: start.line + (line - start.here) };
}
