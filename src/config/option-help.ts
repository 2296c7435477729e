import { environmentName, type Option, type OptionTable } from '#config/option.ts';

const width = 100;

/** The options part of a command's help, made from its table. */
export function optionHelp(table: OptionTable): string {
  const rows = Object.values(table).map((option) => ({ left: synopsis(option), right: description(option) }));
  const column = Math.max(...rows.map((row) => row.left.length)) + 4;
  return rows.map(({ left, right }) => `  ${left.padEnd(column - 2)}${wrap(right, column)}`).join('\n');
}

function synopsis(option: Option): string {
  const short = option.short === undefined ? '    ' : `-${option.short}, `;
  return `${short}--${option.flag}${option.value === undefined ? '' : ` ${option.value}`}`;
}

function description(option: Option): string {
  const choices = option.choices === undefined ? '' : ` One of ${option.choices.join(', ')}.`;
  const standard = option.default === undefined ? '' : ` Default ${option.default}.`;
  const environment = option.flagOnly ? '' : ` [${environmentName(option)}]`;
  return `${option.help}${choices}${standard}${environment}`;
}

function wrap(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last.length + word.length + 1 > width - indent && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
