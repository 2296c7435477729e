import { copyOptionTable } from '#sql/copy/copy-option-table.ts';
import { excludes } from '#sql/copy/given-options.ts';
import type { LoadOptionTable } from '#sql/copy/load-option.ts';
import { unloadOptionTable } from '#sql/copy/unload-option-table.ts';
import { type Page, page, table } from './page.ts';
import { firstTest, testLink } from './tests.ts';

export function copyOptionsPage(): Page {
  return page(
    'copy-options.md',
    'Options of COPY and UNLOAD',
    'In any order; `AS` before a value, `FORMAT [AS]` before a format and `WITH` before CREDENTIALS may be left ' +
      'out. What is refused is refused by its name (0A000). PARQUET takes the authorization, MANIFEST, FILLRECORD, ' +
      'ACCEPTINVCHARS, EXPLICIT_IDS, STATUPDATE and SERIALIZETOJSON, and no other option of COPY.',
    [section('COPY', copyOptionTable), section('UNLOAD', unloadOptionTable)],
  );
}

function section(statement: string, options: LoadOptionTable): string {
  const rows = Object.entries(options).map(([name, { argument, default: usual, help, notSupported }]) => [
    `\`${name}${argument === undefined ? '' : ` ${argument}`}\``,
    usual ?? '',
    notSupported === undefined ? help : `Refused. ${help}`,
    Object.keys(options)
      .filter((other) => excludes(options, name, other))
      .join(', '),
    testLink(
      firstTest(new RegExp(`\\b${name}\\b`, 'i'), `test/sql/copy/${statement.toLowerCase()}-options.test.ts`),
    ),
  ]);
  return `## ${statement}\n\n${table(['option', 'default', 'meaning', 'not with', 'test'], rows)}`;
}
