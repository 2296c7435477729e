import { sharedWords } from '#sql/keywords.ts';

/** Longer identifiers are cut, as Redshift does. */
const nameBytesMax = 127;

/** Lower case for A–Z alone: Redshift folds ASCII letters and leaves others as they are. */
export function foldCase(name: string): string {
  return isAscii(name) ? name.toLowerCase() : name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** An unquoted word, folded; words of the grammar come back as one shared string each. */
export function foldWord(word: string): string {
  return sharedWords.get(word) ?? cutName(foldCase(word));
}

/** The name, cut to 127 bytes of UTF-8 at a character boundary. */
export function cutName(name: string): string {
  if (name.length * 3 <= nameBytesMax) return name;
  if (Buffer.byteLength(name) <= nameBytesMax) return name;
  let bytes = 0;
  let end = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > nameBytesMax) break;
    end += character.length;
  }
  return name.slice(0, end);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
