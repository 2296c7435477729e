import type { FunctionDefinition } from '#sql/functions/definition.ts';
import { allFunctions } from '#sql/functions/registry.ts';
import { type Page, page, table } from './page.ts';
import { firstTest, testLink } from './tests.ts';

export function functionsPage(): Page {
  const functions = allFunctions().toSorted((a, b) => a.name.localeCompare(b.name));
  const families = [...new Set(functions.map((row) => row.family))].sort();
  const done = functions.filter((row) => !row.notSupported).length;
  return page(
    'functions.md',
    'Functions',
    `${done} functions run; ${functions.length - done} that Redshift documents are refused by name (0A000). A name that is not here does not exist.`,
    families.map((family) =>
      section(
        family,
        functions.filter((row) => row.family === family),
      ),
    ),
  );
}

function section(family: string, functions: FunctionDefinition[]): string {
  const rows = functions.map((row) => [
    `\`${[row.name, ...(row.aliases ?? [])].join('`, `')}\``,
    row.notSupported ? 'refused' : 'runs',
    [row.leaderOnly ? 'Leader node only in Redshift.' : '', row.note ?? ''].filter(Boolean).join(' '),
    testLink(testOf(row)),
  ]);
  return `## ${family[0]?.toUpperCase()}${family.slice(1)}\n\n${table(['function', 'here', 'note', 'test'], rows)}`;
}

function testOf(row: FunctionDefinition): string | undefined {
  const names = [row.name, ...(row.aliases ?? [])].map((name) => name.replaceAll(/[^\w]/g, '\\$&')).join('|');
  const called = new RegExp(`(?<!\\w)(?:${names})\\s*(?:\\(|$|[ ,;:|)])`, 'i');
  const globs = [
    'test/sql/cases/*.test',
    'test/warehouse/**/*.ts',
    'test/sql/**/*.ts',
    'test/clients/**/*.{ts,py,java,sql}',
  ];
  for (const glob of globs) {
    const found = firstTest(called, glob);
    if (found !== undefined) return found;
  }
  return undefined;
}
