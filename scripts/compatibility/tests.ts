import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The first test among those that match the glob in which the pattern stands: `test/sql/cases/math.test`. */
export function firstTest(pattern: RegExp, glob: string): string | undefined {
  const files = globSync(glob, { cwd: root }).sort();
  return files.find((file) =>
    linesOf(file).some((text) => !text.trimStart().startsWith('#') && pattern.test(text)),
  );
}

/** A Markdown link to a test, from docs/compatibility. */
export function testLink(file: string | undefined): string {
  return file === undefined ? '' : `[${file.replace(/^test\//, '')}](../../${file})`;
}

const cache = new Map<string, string[]>();
function linesOf(file: string): string[] {
  const known = cache.get(file) ?? readFileSync(join(root, file), 'utf8').split('\n');
  cache.set(file, known);
  return known;
}
