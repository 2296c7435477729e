const LF = 10;
const CR = 13;
const TAB = 9;
const BLANK = 32;

/** Where the look through a record stands. */
const fieldStart = 0;
const plain = 1;
const quoted = 2;
/** Behind a quote inside a quoted field: its end, or the first of two. */
const quoteSeen = 3;
/** Blanks behind a closing quote. */
const closed = 4;

export interface CsvShapeOptions {
  quote: string | undefined;
  delimiter: string;
  columnCount: number;
  ignoreHeader: number;
}

/** What the careful look found. */
export interface CsvLook {
  /** Quotes stand where CSV has them, all lines end alike, inside quotes too, and no line has too many fields. */
  usable: boolean;
  carriageReturns: number;
  blankLines: number[];
}

export interface CsvShape {
  /** False when the rest need not be read. */
  read(chunk: Buffer, offset: number): boolean;
  end(): CsvLook;
}

/** A look through every byte of a file of delimited text. Without `quote` quotes are text. */
export function csvShape({ quote, delimiter, columnCount, ignoreHeader }: CsvShapeOptions): CsvShape {
  const QUOTE = quote?.charCodeAt(0) ?? -1;
  const DELIMITER = delimiter.charCodeAt(0);
  const blankLines: number[] = [];
  let header = ignoreHeader;
  let state = fieldStart;
  let before = LF;
  let atRecordStart = true;
  let delimiters = 0;
  let delimiterBeforeReturn = false;
  let lineFeeds = 0;
  let carriageReturns = 0;
  let usable = true;

  return {
    read(chunk, offset) {
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] as number;
        if (byte === LF) {
          lineFeeds++;
          if (header > 0) {
            header--;
            // The engine's reader would take the next line for the header too.
            if (state === quoted) usable = false;
            state = fieldStart;
            delimiters = 0;
            atRecordStart = true;
          } else if (state !== quoted) {
            const trailing = before === CR ? delimiterBeforeReturn : before === DELIMITER;
            if (delimiters >= columnCount && !(trailing && delimiters === columnCount)) usable = false;
            delimiters = 0;
            if (atRecordStart) blankLines.push(before === CR ? offset + at - 1 : offset + at);
            state = fieldStart;
            atRecordStart = true;
          }
        } else {
          if (before === CR) {
            usable = false;
            break;
          }
          if (byte === CR) {
            carriageReturns++;
            delimiterBeforeReturn = before === DELIMITER;
          } else if (state === quoted) {
            if (byte === QUOTE) state = quoteSeen;
          } else {
            atRecordStart = false;
            if (byte === DELIMITER) {
              delimiters++;
              state = fieldStart;
            } else if (byte === QUOTE) {
              if (state !== fieldStart && state !== quoteSeen) {
                usable = false;
                break;
              }
              state = quoted;
            } else if (state === fieldStart) {
              if (byte !== BLANK && byte !== TAB) state = plain;
            } else if (state === quoteSeen || state === closed) {
              if (byte !== BLANK && byte !== TAB) {
                usable = false;
                break;
              }
              state = closed;
            }
          }
        }
        before = byte;
      }
      return usable;
    },
    end() {
      if (delimiters >= columnCount && !(before === DELIMITER && delimiters === columnCount)) usable = false;
      const alike = carriageReturns === 0 || (carriageReturns === lineFeeds && before !== CR);
      return { usable: usable && alike && state !== quoted, carriageReturns, blankLines };
    },
  };
}
