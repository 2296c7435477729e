/** A generated Markdown page. */
export interface Page {
  file: string;
  text: string;
}

const notice =
  '<!-- Made by scripts/generate-compatibility from the tables the program runs on. Edit those. -->';

export function page(file: string, title: string, introduction: string, sections: string[]): Page {
  return { file, text: `${notice}\n\n# ${title}\n\n${introduction}\n\n${sections.join('\n\n')}\n` };
}

export function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
