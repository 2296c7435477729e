import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { countLines } from '#warehouse/unload/files/count-lines.ts';
import { RecordEnds, type RecordRule } from '#warehouse/unload/files/record-ends.ts';

export interface MeasureRequest {
  paths: string[];
  rule: RecordRule;
  /** Of all files together, without their lines of column names. */
  rows: number;
  header: boolean;
  /** A file with more bytes is split between two records. */
  bytesMax: number;
}

/** A finished text file. */
export interface MeasuredFile {
  path: string;
  bytes: number;
  /** Records, without the line of column names. */
  rows: number;
}

const chunkBytes = 1024 * 1024;

/**
 * Counts the records of text files and splits those that are too large; for each file those that it became. Where values hold line
 * ends and nothing marks them, lines are counted, and nothing is split.
 */
export async function measureFiles(request: MeasureRequest): Promise<MeasuredFile[][]> {
  const { paths, rows, header } = request;
  const lines = [];
  for (const path of paths) lines.push(await countLines(path));
  const sum = lines.reduce((total, count) => total + count, 0);
  // No value holds a line end: the simple rule is true for them all.
  const rule = sum === rows + (header ? paths.length : 0) ? 'lines' : request.rule;
  const measured = [];
  for (const [index, path] of paths.entries()) {
    const records = rule === 'lines' || rule === 'ambiguous' ? lines[index]! : await countEnds(path, rule);
    measured.push(await splitFile(path, records - (header ? 1 : 0), { ...request, rule }));
  }
  return measured;
}

async function countEnds(path: string, rule: RecordRule): Promise<number> {
  let count = 0;
  await readEnds(path, rule, () => count++);
  return count;
}

async function readEnds(path: string, rule: RecordRule, onEnd: (offset: number) => void): Promise<void> {
  const ends = new RecordEnds(rule);
  const buffer = Buffer.allocUnsafe(chunkBytes);
  await using file = await open(path);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes);
    if (bytesRead === 0) return;
    ends.scan(buffer.subarray(0, bytesRead), onEnd);
  }
}

async function splitFile(path: string, rows: number, request: MeasureRequest): Promise<MeasuredFile[]> {
  const { rule, header, bytesMax } = request;
  const { size } = await stat(path);
  if (size <= bytesMax || rule === 'ambiguous') return [{ path, bytes: size, rows }];
  const { pieces, headerBytes } = await findPieces(path, rule, header, bytesMax);
  const [first, ...others] = pieces;
  if (!first || others.length === 0) return [{ path, bytes: size, rows }];
  const files = [{ path, bytes: first.end, rows: first.rows }];
  for (const [index, piece] of others.entries()) {
    const target = `${path}-${index + 1}`;
    if (headerBytes > 0) await copyRange(path, 0, headerBytes, target, 'wx');
    await copyRange(path, piece.start, piece.end, target, headerBytes > 0 ? 'a' : 'wx');
    files.push({ path: target, bytes: headerBytes + piece.end - piece.start, rows: piece.rows });
  }
  await truncate(path, first.end);
  return files;
}

interface Piece {
  start: number;
  end: number;
  rows: number;
}

/** As many whole records in each as fit; a record that is larger than the limit is a piece of its own. */
async function findPieces(
  path: string,
  rule: RecordRule,
  header: boolean,
  bytesMax: number,
): Promise<{ pieces: Piece[]; headerBytes: number }> {
  const pieces: Piece[] = [];
  let headerBytes = -1;
  let piece: Piece = { start: 0, end: 0, rows: 0 };
  await readEnds(path, rule, (end) => {
    if (headerBytes < 0) {
      headerBytes = header ? end : 0;
      if (header) return;
    }
    const bytes = end - piece.start + (pieces.length > 0 ? headerBytes : 0);
    if (bytes > bytesMax && piece.rows > 0) {
      pieces.push(piece);
      piece = { start: piece.end, end: piece.end, rows: 0 };
    }
    piece.end = end;
    piece.rows++;
  });
  if (piece.rows > 0) pieces.push(piece);
  return { pieces, headerBytes: Math.max(0, headerBytes) };
}

/** `end` is exclusive. */
async function copyRange(
  from: string,
  start: number,
  end: number,
  to: string,
  flags: 'wx' | 'a',
): Promise<void> {
  await pipeline(
    createReadStream(from, { start, end: end - 1, highWaterMark: chunkBytes }),
    createWriteStream(to, { flags }),
  );
}
