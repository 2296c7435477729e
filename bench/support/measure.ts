/** Smallest, median, 99th percentile and largest of some figures. */
export interface Spread {
  min: number;
  p50: number;
  p99: number;
  max: number;
}

export function spread(figures: number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { min: at(0), p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Milliseconds that `run` takes. */
export async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/**
 * Runs each contender in turn, `rounds` times after one round that is not counted, so that a drift of the machine's
 * speed meets all of them alike. Returns milliseconds per contender.
 */
export async function sideBySide<Name extends string>(
  rounds: number,
  contenders: Record<Name, () => Promise<unknown>>,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(contenders) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const taken = await time(contenders[name]);
      if (round > 0) figures[name].push(taken);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spread(figures[name])])) as Record<Name, Spread>;
}

/** Prints rows as a Markdown table. */
export function printTable(title: string, header: string[], rows: (string | number)[][]): void {
  const cell = (value: string | number) =>
    typeof value === 'number' ? value.toFixed(value < 10 ? 2 : 0) : value;
  console.log(`\n### ${title}\n`);
  console.log(`| ${header.join(' | ')} |\n|${header.map(() => '---|').join('')}`);
  for (const row of rows) console.log(`| ${row.map(cell).join(' | ')} |`);
}
