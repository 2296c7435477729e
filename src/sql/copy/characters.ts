import type { LoadOption } from '#sql/ast.ts';
import { invalid } from '#sql/copy/given-options.ts';

/** `\t` and octal `\ddd` that reached us as they were written, behind a doubled backslash or in `$$…$$`. */
export function unescaped(text: string): string {
  if (text === '\\t') return '\t';
  const octal = /^\\([0-7]{1,3})$/.exec(text);
  return octal === null ? text : String.fromCharCode(Number.parseInt(octal[1]!, 8) & 255);
}

/** The option's value as one ASCII character that ends no line. */
export function readCharacter(option: LoadOption, what: string): string {
  const character = unescaped(String(option.value));
  if (character.length !== 1 || character > '\x7f' || character === '\0') {
    throw invalid(option, `COPY ${what} must be a single ASCII character`);
  }
  if (character === '\n' || character === '\r') {
    throw invalid(option, `COPY ${what} cannot be newline or carriage return`);
  }
  return character;
}
