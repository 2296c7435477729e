/** Classes of the characters below 128, as bits, by PostgreSQL 8's lexer; all others may be in names. */
export const characterClass = {
  space: 1,
  digit: 2,
  nameStart: 4,
  namePart: 8,
  operator: 16,
} as const;

const { space, digit, nameStart, namePart, operator } = characterClass;

export const classOf: Uint8Array = buildClasses();

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  const mark = (characters: string, bits: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)]! |= bits;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  mark(' \t\n\r\f\v', space);
  mark('0123456789', digit | namePart);
  mark(`${letters}${letters.toUpperCase()}_`, nameStart | namePart);
  mark('$', namePart);
  mark('~!@#^&|`?+-*/%<>=', operator);
  return classes;
}

export function isSpace(code: number): boolean {
  return code < 128 && (classOf[code]! & space) !== 0;
}
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
/** Letters, underscore and everything that is not ASCII. */
export function isNameStart(code: number): boolean {
  return code >= 128 || (classOf[code]! & nameStart) !== 0;
}
export function isNamePart(code: number): boolean {
  return code >= 128 || (classOf[code]! & namePart) !== 0;
}
export function isOperator(code: number): boolean {
  return code < 128 && (classOf[code]! & operator) !== 0;
}
