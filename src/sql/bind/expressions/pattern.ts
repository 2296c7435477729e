/** Patterns of PostgreSQL as regular expressions of the engine (RE2). */

const classEscapes: Record<string, string> = { m: '\\b', M: '\\b', y: '\\b', Y: '\\B', A: '\\A', Z: '\\z' };

/** A POSIX pattern: word boundaries have other letters, everything else RE2 reads as it is. */
export function posixToEngine(pattern: string): string {
  return pattern
    .replace(/\[\[:<:\]\]|\[\[:>:\]\]/g, '\\b')
    .replace(/\\([\s\S])/g, (whole, letter: string) => classEscapes[letter] ?? whole);
}

/** A SIMILAR TO pattern: `%` and `_` as in LIKE, `| * + ? {} () []` as in regular expressions, the rest plain. */
export function similarToEngine(pattern: string, escapeLetter: string): string {
  let result = '';
  let inBrackets = false;
  for (let index = 0; index < pattern.length; index++) {
    const letter = pattern[index]!;
    if (escapeLetter !== '' && letter === escapeLetter) {
      index++;
      result += quoteLetter(pattern[index] ?? '');
    } else if (inBrackets) {
      result += letter === '\\' ? '\\\\' : letter;
      inBrackets = letter !== ']';
    } else if (letter === '[') {
      result += letter;
      inBrackets = true;
    } else result += similarLetter(letter);
  }
  return result;
}

function similarLetter(letter: string): string {
  if (letter === '%') return '.*';
  if (letter === '_') return '.';
  return '|*+?{}()'.includes(letter) ? letter : quoteLetter(letter);
}

function quoteLetter(letter: string): string {
  return /[\\^$.|?*+()[\]{}]/.test(letter) ? `\\${letter}` : letter;
}
