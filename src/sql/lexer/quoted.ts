import { skipLineComment } from '#sql/lexer/blanks.ts';
import { isDigit, isNamePart, isNameStart, isSpace } from '#sql/lexer/characters.ts';
import { syntaxErrorNear } from '#sql/lexer/errors.ts';

const quote = 39;
const doubleQuote = 34;
const backslash = 92;
const dollar = 36;
const minus = 45;
const newline = 10;
const carriageReturn = 13;

/** What stood between quotes, decoded, and the offset after the closing quote. */
export interface Quoted {
  value: string;
  end: number;
}

const simpleEscapes: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/**
 * Reads the literal whose opening quote is at `open`. A doubled quote is one quote; a backslash escapes
 * what follows (standard_conforming_strings is off, as in PostgreSQL 8.0). Literals that only a line
 * break separates are one literal.
 * @param start where the token begins, for the error: `E` of `E'…'`
 */
export function readString(text: string, open: number, start: number): Quoted {
  let value = '';
  let from = open + 1;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const escaped = readEscape(text, at + 1);
      value += text.slice(from, at) + escaped.value;
      from = escaped.end;
      at = from - 1;
    } else if (code === quote) {
      if (text.charCodeAt(at + 1) === quote) {
        value += text.slice(from, at + 1);
        from = at + 2;
        at++;
        continue;
      }
      const next = continuation(text, at + 1);
      if (next === undefined) {
        const last = text.slice(from, at);
        return { value: value === '' ? last : value + last, end: at + 1 };
      }
      value += text.slice(from, at);
      from = next + 1;
      at = next;
    }
  }
  throw syntaxErrorNear('unterminated quoted string', text, start, text.length);
}

/** `offset` is after the backslash. Up to three octal digits are a character code; `\x41` is not known to 8.0. */
function readEscape(text: string, offset: number): Quoted {
  const octal = /^[0-7]{1,3}/.exec(text.slice(offset, offset + 3))?.[0];
  if (octal !== undefined) {
    return { value: String.fromCharCode(Number.parseInt(octal, 8) & 255), end: offset + octal.length };
  }
  const character = text.charAt(offset);
  return { value: simpleEscapes[character] ?? character, end: offset + 1 };
}

/** Offset of the quote that continues a literal on a later line, if there is one. */
function continuation(text: string, offset: number): number | undefined {
  let at = offset;
  let line = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === newline || code === carriageReturn) line = true;
    if (isSpace(code)) at++;
    else if (line && code === minus && text.charCodeAt(at + 1) === minus) at = skipLineComment(text, at);
    else return line && code === quote ? at : undefined;
  }
}

/** Reads `B'…'` and `X'…'`, whose content is taken as it is. */
export function readBits(text: string, open: number, start: number, problem: string): Quoted {
  const close = text.indexOf("'", open + 1);
  if (close < 0) throw syntaxErrorNear(problem, text, start, text.length);
  return { value: text.slice(open + 1, close), end: close + 1 };
}

/** Reads a quoted identifier; a doubled quote is one quote. The case is kept. */
export function readQuotedName(text: string, open: number): Quoted {
  let value = '';
  let from = open + 1;
  for (;;) {
    const close = text.indexOf('"', from);
    if (close < 0) throw syntaxErrorNear('unterminated quoted identifier', text, open, text.length);
    if (text.charCodeAt(close + 1) !== doubleQuote) {
      value += text.slice(from, close);
      if (value === '') throw syntaxErrorNear('zero-length delimited identifier', text, open, close + 1);
      return { value, end: close + 1 };
    }
    value += text.slice(from, close + 1);
    from = close + 2;
  }
}

/** Reads `$$…$$` or `$tag$…$tag$` at `open`; undefined where the dollar opens no such literal. */
export function readDollarQuoted(text: string, open: number): Quoted | undefined {
  const tagEnd = dollarTagEnd(text, open);
  if (tagEnd === undefined) return undefined;
  const tag = text.slice(open, tagEnd);
  const close = text.indexOf(tag, tagEnd);
  if (close < 0) throw syntaxErrorNear('unterminated dollar-quoted string', text, open, text.length);
  return { value: text.slice(tagEnd, close), end: close + tag.length };
}

function dollarTagEnd(text: string, open: number): number | undefined {
  let at = open + 1;
  if (isNameStart(text.charCodeAt(at))) {
    at++;
    while (isTagPart(text.charCodeAt(at))) at++;
  }
  return text.charCodeAt(at) === dollar ? at + 1 : undefined;
}

function isTagPart(code: number): boolean {
  return isDigit(code) || (code !== dollar && isNamePart(code));
}
