import { settingDefinitions } from '#warehouse/settings/definitions.ts';
import { type Page, page, table } from './page.ts';
import { firstTest, testLink } from './tests.ts';

/** This test sets, shows and resets every row of the table. */
const everySetting = 'test/warehouse/settings/settings.test.ts';

export function settingsPage(): Page {
  const rows = settingDefinitions
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ name, default: standard, description, readOnly }) => [
      `\`${name}\``,
      standard === '' ? '' : `\`${standard}\``,
      `${description}${readOnly ? ' (cannot be set)' : ''}`,
      testLink(firstTest(new RegExp(`\\b${name}\\b`), 'test/warehouse/**/*.test.ts') ?? everySetting),
    ]);
  return page(
    'settings.md',
    'Session settings',
    'What SET, SHOW and RESET know. `a.b` names are session context variables.',
    [table(['setting', 'default', 'meaning', 'test'], rows)],
  );
}
