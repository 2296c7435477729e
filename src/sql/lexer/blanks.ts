import { isSpace } from '#sql/lexer/characters.ts';
import { syntaxErrorNear } from '#sql/lexer/errors.ts';

const slash = 47;
const star = 42;
const minus = 45;
const newline = 10;
const carriageReturn = 13;

/**
 * Offset of the first character from `offset` on that is neither white space nor comment.
 * Comments in slash-star nest, as in PostgreSQL.
 */
export function skipBlanks(text: string, offset: number): number {
  for (let at = offset; ; ) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (code === minus && text.charCodeAt(at + 1) === minus) at = skipLineComment(text, at);
    else if (code === slash && text.charCodeAt(at + 1) === star) at = skipBlockComment(text, at);
    else return at;
  }
}

/** Offset of the line end after the `--` comment at `offset`, or of the end of the text. */
export function skipLineComment(text: string, offset: number): number {
  let at = offset + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === newline || code === carriageReturn) break;
    at++;
  }
  return at;
}

function skipBlockComment(text: string, offset: number): number {
  let depth = 1;
  for (let at = offset + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === slash && next === star) {
      depth++;
      at++;
    } else if (code === star && next === slash) {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    }
  }
  throw syntaxErrorNear('unterminated /* comment', text, offset, text.length);
}
