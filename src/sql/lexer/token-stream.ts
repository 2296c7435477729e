import { skipBlanks } from '#sql/lexer/blanks.ts';
import { isDigit, isNamePart, isNameStart, isOperator } from '#sql/lexer/characters.ts';
import { syntaxErrorNear } from '#sql/lexer/errors.ts';
import { cutName, foldCase, foldWord } from '#sql/lexer/names.ts';
import { type Quoted, readBits, readDollarQuoted, readQuotedName, readString } from '#sql/lexer/quoted.ts';

/** `word` is an unquoted name or keyword, `quoted` a quoted name, `temporary` a `#name`. */
export type TokenKind =
  | 'word'
  | 'quoted'
  | 'temporary'
  | 'string'
  | 'bits'
  | 'number'
  | 'parameter'
  | 'symbol'
  | 'end';

/** A longer run of operator characters is several operators, so that reading it stays linear. */
const operatorLengthMax = 63;

/** Where a stream stands, to come back to it after looking ahead. */
export interface Mark {
  pos: number;
  lastEnd: number;
}

/**
 * Reads a text token by token, on demand: nothing is kept but the current token, so that a 16 MB
 * statement costs no more memory than its tree. All offsets are in the whole text.
 */
export class TokenStream {
  readonly text: string;
  readonly caseSensitive: boolean;
  kind: TokenKind = 'end';
  /** Lower-case word or symbol; empty for literals and quoted names, so that one comparison tells. */
  word = '';
  /** Decoded content of a literal or quoted name, folded as identifiers fold; digits of a number. */
  value = '';
  /** A quoted name before it was folded. */
  rawName = '';
  pos = 0;
  end = 0;
  /** End of the token before the current one: where a node that was just read ends. */
  lastEnd = 0;

  constructor(text: string, caseSensitive: boolean) {
    this.text = text;
    this.caseSensitive = caseSensitive;
    this.advance();
    this.lastEnd = 0;
  }

  /** Goes to the next token. Throws PostgreSQL's error for a literal or comment without an end. */
  advance(): void {
    const text = this.text;
    this.lastEnd = this.end;
    const at = skipBlanks(text, this.end);
    this.pos = at;
    const code = text.charCodeAt(at);
    if (at >= text.length) this.take('end', '', '', at);
    else if (isNameStart(code)) this.readWord(at, code);
    else if (isDigit(code)) this.readNumber(at);
    else if (code === 39) this.takeQuoted('string', readString(text, at, at));
    else if (code === 34) this.readQuotedName(at);
    else if (code === 35 && isNameStart(text.charCodeAt(at + 1))) this.readTemporaryName(at);
    else if (isOperator(code)) this.readOperator(at);
    else this.readOther(at, code);
  }

  mark(): Mark {
    return { pos: this.pos, lastEnd: this.lastEnd };
  }

  reset(mark: Mark): void {
    this.end = mark.pos;
    this.advance();
    this.lastEnd = mark.lastEnd;
  }

  /** Reads the current `#name` again as the operator `#`, where an operand stood before it. */
  splitHash(): void {
    this.take('symbol', '#', '#', this.pos + 1);
  }

  private take(kind: TokenKind, word: string, value: string, end: number): void {
    this.kind = kind;
    this.word = word;
    this.value = value;
    this.end = end;
  }

  private takeQuoted(kind: TokenKind, quoted: Quoted): void {
    this.take(kind, '', quoted.value, quoted.end);
  }

  private readWord(start: number, first: number): void {
    const text = this.text;
    let end = start + 1;
    if (text.charCodeAt(end) === 39 && this.readPrefixedString(start, first)) return;
    while (end < text.length && isNamePart(text.charCodeAt(end))) end++;
    const word = foldWord(text.slice(start, end));
    this.take('word', word, word, end);
  }

  /** `E'…'`, `N'…'`, `B'…'` and `X'…'`. */
  private readPrefixedString(start: number, first: number): boolean {
    const text = this.text;
    switch (first | 32) {
      case 101:
      case 110:
        this.takeQuoted('string', readString(text, start + 1, start));
        return true;
      case 98:
        this.takeQuoted('bits', readBits(text, start + 1, start, 'unterminated bit string literal'));
        return true;
      case 120:
        this.takeQuoted('bits', readBits(text, start + 1, start, 'unterminated hexadecimal string literal'));
        return true;
      default:
        return false;
    }
  }

  private readQuotedName(start: number): void {
    const { value, end } = readQuotedName(this.text, start);
    this.rawName = cutName(value);
    this.take('quoted', '', this.caseSensitive ? this.rawName : foldCase(this.rawName), end);
  }

  private readTemporaryName(start: number): void {
    let end = start + 1;
    while (end < this.text.length && isNamePart(this.text.charCodeAt(end))) end++;
    this.take('temporary', '', cutName(foldCase(this.text.slice(start, end))), end);
  }

  private readNumber(start: number): void {
    const text = this.text;
    let end = start;
    while (isDigit(text.charCodeAt(end))) end++;
    // `1..10` is a range of a procedure's FOR loop: the dots are not the number's.
    if (text.charCodeAt(end) === 46 && text.charCodeAt(end + 1) !== 46) {
      end++;
      while (isDigit(text.charCodeAt(end))) end++;
    }
    end = exponentEnd(text, end);
    this.take('number', '', text.slice(start, end), end);
  }

  /** Operators are as long as they can be, but never swallow a comment or a sign (PostgreSQL's rule). */
  private readOperator(start: number): void {
    const text = this.text;
    let end = start + 1;
    const limit = start + operatorLengthMax;
    while (end < limit && isOperator(text.charCodeAt(end)) && !startsComment(text, end)) end++;
    if (end > start + 1) end = withoutTrailingSign(text, start, end);
    const operator = text.slice(start, end);
    this.take('symbol', operator === '!=' ? '<>' : operator, operator, end);
  }

  private readOther(start: number, code: number): void {
    const text = this.text;
    const next = text.charCodeAt(start + 1);
    if (code === 46 && isDigit(next)) this.readNumber(start);
    else if (code === 36) this.readDollar(start, next);
    else this.readSymbol(start);
  }

  private readSymbol(start: number): void {
    const text = this.text;
    const pair = text.slice(start, start + 2);
    const symbol = pair === '::' || pair === ':=' || pair === '..' ? pair : text.charAt(start);
    this.take('symbol', symbol, symbol, start + symbol.length);
  }

  private readDollar(start: number, next: number): void {
    const text = this.text;
    if (isDigit(next)) {
      let end = start + 2;
      while (isDigit(text.charCodeAt(end))) end++;
      this.take('parameter', '', text.slice(start + 1, end), end);
      return;
    }
    const quoted = readDollarQuoted(text, start);
    if (quoted === undefined) throw syntaxErrorNear('syntax error', text, start, start + 1);
    this.takeQuoted('string', quoted);
  }
}

function exponentEnd(text: string, offset: number): number {
  if ((text.charCodeAt(offset) | 32) !== 101) return offset;
  let end = offset + 1;
  const sign = text.charCodeAt(end);
  if (sign === 43 || sign === 45) end++;
  if (!isDigit(text.charCodeAt(end))) return offset;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function startsComment(text: string, at: number): boolean {
  const pair = text.slice(at, at + 2);
  return pair === '--' || pair === '/*';
}

/** `=-1` is `=` and `-1`; only operators with one of `~!@#^&|?%` or a backtick may end in a sign. */
function withoutTrailingSign(text: string, start: number, end: number): number {
  const last = text.charCodeAt(end - 1);
  if (last !== 43 && last !== 45) return end;
  if (/[~!@#^&|`?%]/.test(text.slice(start, end))) return end;
  let cut = end;
  while (cut > start + 1 && (text.charCodeAt(cut - 1) === 43 || text.charCodeAt(cut - 1) === 45)) cut--;
  return cut;
}
