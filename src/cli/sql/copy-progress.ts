import type pg from 'pg';

/** A load that takes longer than this shows how far it is. */
const patienceMs = 1000;
const everyMs = 500;

const loadState = `select max(num_files) as files, max(num_files_complete) as complete,
  sum(bytes_loaded) as loaded, sum(bytes_to_load) as total, sum(lines) as lines
  from stv_load_state where session = $1`;

export interface LoadState {
  files: number;
  complete: number;
  loaded: number;
  total: number;
  lines: number;
}

/** `COPY: 3 of 8 files, 120 MB of 1.0 GB, 1,234,567 lines, 12 %`. */
export function describeLoad({ files, complete, loaded, total, lines }: LoadState): string {
  const share = total > 0 ? `, ${Math.min(100, Math.floor((100 * loaded) / total))} %` : '';
  const amount = `${bytesText(loaded)} of ${bytesText(total)}`;
  return `COPY: ${complete} of ${files} files, ${amount}, ${lines.toLocaleString('en')} lines${share}`;
}

export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** True for a statement that loads, after comments and white space. */
export function isCopy(statement: string): boolean {
  return /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*copy\s+(?!job\b)/i.test(statement);
}

/**
 * Runs a COPY and shows its progress on `out` meanwhile, asked for over a connection of its own. The line is wiped
 * at the end. Whatever goes wrong with the showing is no matter of the load.
 */
export async function withCopyProgress<T>(
  work: () => Promise<T>,
  pid: number | null,
  watcher: () => Promise<pg.Client>,
  out: NodeJS.WritableStream,
): Promise<T> {
  const stop = new AbortController();
  const watching = watch(pid, watcher, out, stop.signal).catch(() => {});
  try {
    return await work();
  } finally {
    stop.abort();
    await watching;
  }
}

async function watch(
  pid: number | null,
  watcher: () => Promise<pg.Client>,
  out: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<void> {
  await pause(patienceMs, signal);
  if (signal.aborted) return;
  const client = await watcher();
  client.on('error', () => {});
  let width = 0;
  try {
    while (!signal.aborted) {
      const { rows } = await client.query(loadState, [pid]);
      const row = rows[0] as Record<keyof LoadState, string | null> | undefined;
      if (row?.files && !signal.aborted) {
        const line = describeLoad(numbers(row));
        out.write(`\r${line.padEnd(width)}`);
        width = line.length;
      }
      await pause(everyMs, signal);
    }
  } finally {
    if (width > 0) out.write(`\r${' '.repeat(width)}\r`);
    await client.end();
  }
}

function numbers(row: Record<keyof LoadState, string | null>): LoadState {
  const { files, complete, loaded, total, lines } = row;
  return {
    files: Number(files),
    complete: Number(complete),
    loaded: Number(loaded),
    total: Number(total),
    lines: Number(lines),
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
