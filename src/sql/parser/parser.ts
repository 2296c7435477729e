import { fail, type RedshiftError } from '#base/errors.ts';
import type { Expression, ParenthesizedQuery, Query, Statement } from '#sql/ast.ts';
import { syntaxErrorNear } from '#sql/lexer/errors.ts';
import { TokenStream } from '#sql/lexer/token-stream.ts';

/** The rules that other rules reach from anywhere; `sql/parse.ts` supplies them, so that no file needs a cycle. */
export interface Grammar {
  expression(parser: Parser): Expression;
  /** An expression of operators that bind at least as tightly as `minimum` (precedence.ts). */
  operators(parser: Parser, minimum: number): Expression;
  /** What follows an operand that was read already, up to the end of the expression. */
  afterOperand(parser: Parser, operand: Expression): Expression;
  query(parser: Parser): Query;
  /** Set operation, ORDER BY and LIMIT after a parenthesised query that was read already. */
  afterQuery(parser: Parser, first: ParenthesizedQuery): Query;
  statement(parser: Parser): Statement;
}

/** Nested expressions, queries and statements beyond this are refused, long before the stack ends. */
const depthMax = 400;
/** Terms of one `1 + 1 + …` chain: readers of the tree go down its left side. */
const chainMax = 8000;

/** The token stream with what every rule needs: tests of the current token, errors, and the way to other rules. */
export class Parser extends TokenStream {
  private readonly grammar: Grammar;
  private depth = 0;

  constructor(text: string, caseSensitive: boolean, grammar: Grammar) {
    super(text, caseSensitive);
    this.grammar = grammar;
  }

  /** Is the current token this unquoted word or symbol? */
  at(word: string): boolean {
    return this.word === word;
  }

  atEnd(): boolean {
    return this.kind === 'end';
  }

  atAny(words: readonly string[]): boolean {
    return this.word !== '' && words.includes(this.word);
  }

  accept(word: string): boolean {
    if (this.word !== word) return false;
    this.advance();
    return true;
  }

  /** Takes all the words in a row or none of them. */
  acceptAll(...words: string[]): boolean {
    if (this.word !== words[0]) return false;
    const mark = this.mark();
    for (const word of words) {
      if (!this.accept(word)) {
        this.reset(mark);
        return false;
      }
    }
    return true;
  }

  expect(word: string): void {
    if (this.word !== word) throw this.syntaxError();
    this.advance();
  }

  expectAll(...words: string[]): void {
    for (const word of words) this.expect(word);
  }

  /** The first of the words that stands here, taken; a syntax error where none does. */
  expectOneOf<Word extends string>(words: readonly Word[]): Word {
    const found = this.acceptOneOf(words);
    if (found === undefined) throw this.syntaxError();
    return found;
  }

  acceptOneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    const found = this.word === '' ? undefined : words.find((word) => word === this.word);
    if (found !== undefined) this.advance();
    return found;
  }

  /** Word or symbol of the next token, empty for others. */
  nextWord(): string {
    const mark = this.mark();
    this.advance();
    const word = this.word;
    this.reset(mark);
    return word;
  }

  /** Does the rule's answer hold for the tokens ahead? The stream stays where it is. */
  ahead<Answer>(rule: () => Answer): Answer {
    const mark = this.mark();
    const answer = rule();
    this.reset(mark);
    return answer;
  }

  /** `rule` one or more times, with commas between. */
  list<Item>(rule: (parser: Parser) => Item): Item[] {
    const items = [rule(this)];
    while (this.accept(',')) items.push(rule(this));
    return items;
  }

  /** `( rule, … )`. */
  parenthesizedList<Item>(rule: (parser: Parser) => Item): Item[] {
    this.expect('(');
    const items = this.list(rule);
    this.expect(')');
    return items;
  }

  expression(): Expression {
    return this.grammar.expression(this);
  }
  operators(minimum: number): Expression {
    return this.grammar.operators(this, minimum);
  }
  afterOperand(operand: Expression): Expression {
    return this.grammar.afterOperand(this, operand);
  }
  query(): Query {
    return this.grammar.query(this);
  }
  afterQuery(first: ParenthesizedQuery): Query {
    return this.grammar.afterQuery(this, first);
  }
  statement(): Statement {
    return this.grammar.statement(this);
  }

  /** One level deeper; every rule that can contain itself calls this, and `leave` when it is done. */
  enter(): void {
    if (++this.depth > depthMax) throw tooDeep();
  }
  leave(): void {
    this.depth--;
  }

  /** Call once per term of a chain that is read by a loop. */
  checkChain(terms: number): void {
    if (terms > chainMax) throw tooDeep();
  }

  /** The text of a syntax error at the current token, as PostgreSQL gives it. */
  syntaxError(): RedshiftError {
    if (this.kind === 'end') {
      return fail('syntax_error', 'syntax error at end of input', { position: this.text.length });
    }
    return syntaxErrorNear('syntax error', this.text, this.pos, this.end);
  }

  /** Source text from an offset to the end of the token before the current one, without the blanks around it. */
  textSince(pos: number): string {
    return this.text.slice(pos, this.lastEnd);
  }
}

export function tooDeep(): RedshiftError {
  return fail('statement_too_complex', 'stack depth limit exceeded');
}
