import { environmentName, type OptionTable } from '#config/option.ts';
import { sqlOptions } from '#config/sql-options.ts';
import { upOptions } from '#config/up-options.ts';
import { type Page, page, table } from './page.ts';

export function optionsPage(): Page {
  return page(
    'options.md',
    'Options',
    'Each option is a flag and, unless said otherwise, an environment variable.',
    [section('slipher up', upOptions), section('slipher sql', sqlOptions)],
  );
}

function section(command: string, options: OptionTable): string {
  const rows = Object.values(options).map((option) => [
    `\`--${option.flag}${option.value === undefined ? '' : ` ${option.value}`}\``,
    option.flagOnly ? '' : `\`${environmentName(option)}\``,
    option.default === undefined ? '' : `\`${option.default}\``,
    `${option.help}${option.choices === undefined ? '' : ` One of ${option.choices.join(', ')}.`}`,
  ]);
  return `## ${command}\n\n${table(['flag', 'variable', 'default', 'meaning'], rows)}`;
}
