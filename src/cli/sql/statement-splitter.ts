/**
 * Cuts a stream of text into SQL statements at the semicolons that are outside quotes, dollar quotes,
 * comments and quoted identifiers. Text is fed in pieces of any size; only the open statement is kept.
 */
export class StatementSplitter {
  #text = '';
  #scanned = 0;
  /** What the scan is inside of: '' for plain SQL, else the text that ends it. */
  #until = '';
  #commentDepth = 0;

  /** Takes the next piece and returns the statements that it completes, without semicolons and the blanks around. */
  feed(piece: string): string[] {
    this.#text += piece;
    const done: string[] = [];
    while (this.#scanned < this.#text.length) {
      if (this.#text[this.#scanned] === ';' && this.#until === '' && this.#commentDepth === 0) {
        done.push(this.#cut());
      } else if (!this.#scan()) {
        break;
      }
    }
    return done.map((statement) => statement.trim()).filter((statement) => statement !== '');
  }

  /** What is left after the last semicolon, at the end of the input. */
  finish(): string[] {
    const rest = this.#text;
    this.#text = '';
    this.#scanned = 0;
    this.#until = '';
    this.#commentDepth = 0;
    return rest.trim() === '' ? [] : [rest.trim()];
  }

  /** True between statements: nothing but white space has been read since the last semicolon. */
  get idle(): boolean {
    return this.#text.trim() === '';
  }

  #cut(): string {
    const statement = this.#text.slice(0, this.#scanned);
    this.#text = this.#text.slice(this.#scanned + 1);
    this.#scanned = 0;
    return statement;
  }

  /** One step; false when more text is needed to tell what the next characters are. */
  #scan(): boolean {
    if (this.#commentDepth > 0) return this.#scanBlockComment();
    return this.#until === '' ? this.#scanPlain() : this.#scanInside();
  }

  #scanPlain(): boolean {
    const rest = this.#text.slice(this.#scanned, this.#scanned + 2);
    if ((rest === '-' || rest === '/') && this.#scanned === this.#text.length - 1) return false;
    if (rest === '--') this.#enter('\n', 2);
    else if (rest === '/*') this.#enterComment();
    else if (rest[0] === "'" || rest[0] === '"') this.#enter(rest[0], 1);
    else if (rest[0] === '$') return this.#scanDollar();
    else this.#scanned++;
    return true;
  }

  #enter(until: string, length: number): void {
    this.#until = until;
    this.#scanned += length;
  }

  #enterComment(): void {
    this.#commentDepth = 1;
    this.#scanned += 2;
  }

  #scanDollar(): boolean {
    const from = this.#scanned;
    const before = from > 0 ? this.#text[from - 1] : '';
    const tag = /^\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(this.#text.slice(from, from + 130));
    if (tag !== null && !/[\w$]/.test(before ?? '')) {
      this.#enter(tag[0], tag[0].length);
      return true;
    }
    const undecided = /^\$[\w\u0080-\uffff]*$/.test(this.#text.slice(from));
    if (undecided && !/^\$\d/.test(this.#text.slice(from))) return false;
    this.#scanned++;
    return true;
  }

  #scanInside(): boolean {
    const character = this.#text[this.#scanned];
    const rest = this.#text.slice(this.#scanned, this.#scanned + this.#until.length);
    if (rest.length < this.#until.length && this.#until.startsWith(rest)) return false;
    // A backslash in a string literal takes the next character with it, as Redshift reads it.
    if (this.#until === "'" && character === '\\') {
      this.#scanned += 2;
    } else if (rest === this.#until) {
      this.#scanned += this.#until.length;
      this.#until = '';
    } else {
      this.#scanned++;
    }
    return true;
  }

  #scanBlockComment(): boolean {
    const rest = this.#text.slice(this.#scanned, this.#scanned + 2);
    if (rest === '*' || rest === '/') return false;
    if (rest === '*/') this.#commentDepth--;
    if (rest === '/*') this.#commentDepth++;
    this.#scanned += rest === '*/' || rest === '/*' ? 2 : 1;
    return true;
  }
}
