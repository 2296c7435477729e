import type { LoadOption } from '#sql/ast.ts';
import { invalid } from '#sql/copy/given-options.ts';

/** `'label:width,label:width'`: labels are free text, widths count characters. */
export function readFixedWidth(option: LoadOption): { label: string; width: number }[] {
  return String(option.value)
    .split(',')
    .map((part) => {
      const [, label = '', digits = ''] = /^\s*(.*?)\s*:\s*(\d{1,5})\s*$/s.exec(part) ?? [];
      const width = Number(digits);
      if (label === '' || width < 1 || width > 65535) {
        throw invalid(
          option,
          `Invalid FIXEDWIDTH field "${part.trim()}"`,
          "Write FIXEDWIDTH 'label:width,label:width'; a width is 1 to 65535.",
        );
      }
      return { label, width };
    });
}
