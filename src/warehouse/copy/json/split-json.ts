import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { eachChunk } from '#warehouse/copy/inspect-file.ts';
import type { OddLines } from '#warehouse/copy/json/inspect-json.ts';

/** The lines of a file that are for the decoder, in files of their own. */
export interface OddPart {
  path: string;
  /** The line in the whole file, of a line here. */
  origin(line: number): number;
}

export interface SplitJson {
  /** All other lines. */
  plainPath: string;
  parts: OddPart[];
}

/** Writes the odd lines of a file, and the others, into files of the staging folder, which the caller removes. */
export async function splitJson(
  path: string,
  odd: readonly OddLines[],
  stagingFolder: string,
  signal: AbortSignal,
): Promise<SplitJson> {
  const parts: OddPart[] = [];
  const plainPath = join(stagingFolder, `plain-${randomUUID()}`);
  const plain = openSync(plainPath, 'w');
  let part: PartWriter | undefined;
  let next = 0;
  try {
    await eachChunk(path, signal, (chunk, offset) => {
      for (let at = 0; at < chunk.length; ) {
        const lines = odd[next];
        const start = lines ? Math.max(lines.start - offset, 0) : chunk.length;
        if (start > at) writeSync(plain, chunk.subarray(at, Math.min(start, chunk.length)));
        if (!lines || start >= chunk.length) break;
        at = Math.max(start, at);
        if (!part) {
          part = new PartWriter(join(stagingFolder, `odd-${randomUUID()}`));
          parts.push(part);
        }
        const end = Math.min(lines.end - offset, chunk.length);
        part.add(chunk.subarray(at, end), lines);
        at = end;
        if (lines.end - offset > chunk.length) break;
        next++;
        if (lines.endsPart) {
          part.close();
          part = undefined;
        }
      }
      return true;
    });
  } finally {
    closeSync(plain);
    (part as PartWriter | undefined)?.close();
  }
  return { plainPath, parts };
}

class PartWriter implements OddPart {
  readonly path: string;
  readonly #file: number;
  /** Where runs of lines begin: here, and in the whole file. */
  readonly #starts: { here: number; there: number }[] = [];
  #last: OddLines | undefined;
  #line = 1;

  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'w');
  }

  add(bytes: Buffer, lines: OddLines): void {
    if (this.#last !== lines) this.#starts.push({ here: this.#line, there: lines.line });
    this.#last = lines;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.#line++;
    writeSync(this.#file, bytes);
  }

  origin(line: number): number {
    const start = this.#starts.findLast(({ here }) => here <= line);
    return start ? start.there + line - start.here : line;
  }

  close(): void {
    closeSync(this.#file);
  }
}
