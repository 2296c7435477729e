import { isText, signatureOf } from '#warehouse/copy/file-signature.ts';
import type { Load } from '#warehouse/copy/load.ts';
import type { LoadError } from '#warehouse/copy/load-errors.ts';

type Hint = (load: Load, error: LoadError) => string | undefined;

/** What people write for no value. */
const nullWord = /^\s*(null|none|nil|n\/a|na|nan|-)\s*$/i;

const delimiterHint: Hint = ({ options, target }, { rawLine }) => {
  const { format } = options;
  if (format.kind !== 'delimited' && format.kind !== 'csv') return undefined;
  if (rawLine.trim() === '') return 'IGNOREBLANKLINES passes over blank lines.';
  const other = otherDelimiter(rawLine, format.delimiter, target.columns.length);
  if (other)
    return other === ',' && format.kind === 'delimited'
      ? "The line looks like CSV: add CSV, or DELIMITER ','."
      : `The line looks as if its fields were separated by ${spoken(other)}: DELIMITER ${sqlText(other)}.`;
  return undefined;
};

/** What would help, by error code; the first that has something to say. */
const byCode: Record<number, Hint[]> = {
  1201: [delimiterHint],
  1202: [
    delimiterHint,
    ({ options }) =>
      options.format.kind === 'delimited'
        ? 'The line has more fields than the table has columns. Fields that hold the delimiter need CSV, ESCAPE or REMOVEQUOTES; or name the columns in the file’s order.'
        : 'The line has more fields than the table has columns. Name the columns in the file’s order, and quote fields that hold the delimiter.',
  ],
  1203: [delimiterHint, fillRecord],
  1204: [tooLong],
  1205: [dates('DATEFORMAT')],
  1206: [epoch, dates('TIMEFORMAT')],
  1207: [decimalsForInteger, ornateNumber],
  1210: [() => 'Booleans are t, true, y, yes or 1, and f, false, n, no or 0.'],
  1213: [() => 'The column is NOT NULL and the field is empty or the NULL text.'],
  1214: [quotes, delimiterHint, fillRecord],
  1216: [jsonShape, recordLength],
  1218: [() => "NULL AS '\\0' takes fields of a single zero byte as NULL."],
  1220: [
    (_, { reason }) =>
      /CHAR/.test(reason)
        ? 'CHAR holds single-byte characters: make the column VARCHAR.'
        : "The file is not UTF-8: ACCEPTINVCHARS replaces what is invalid, ENCODING reads another encoding ('ISO88591', 'UTF16').",
  ],
  1222: [() => 'The number is too large for the column’s type: BIGINT and NUMERIC take more.'],
  1224: [() => 'SUPER takes JSON; text in it needs double quotes.'],
};

/** Advice for the first error of a failed load, or nothing. `start` are the first bytes of its file. */
export function hintFor(error: LoadError, load: Load, start: Buffer): string | undefined {
  const other = otherFormat(start, load);
  if (other !== undefined) return other;
  if (isHeader(error, load)) return 'The first line looks like a header: IGNOREHEADER 1 passes over it.';
  for (const hint of byCode[error.code] ?? []) {
    const text = hint(load, error);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Advice for a file that cannot be read on. */
export function unreadableHint(start: Buffer, load: Load): string | undefined {
  const { compression, format } = load.options;
  if (start.length === 0) return 'The object is empty.';
  const found = signatureOf(start);
  if (
    found &&
    found.option !== compression.toUpperCase() &&
    !found.option.endsWith(` ${format.kind.toUpperCase()}`)
  )
    return otherFormat(start, load);
  if (!isText(start)) return 'Upload the file again: it may have been cut off or changed on its way.';
  return compression === 'none'
    ? 'The file looks like text: FORMAT AS CSV or JSON reads such files.'
    : `The file looks like text that is not compressed: leave ${compression.toUpperCase()} out.`;
}

/** The file begins as those of another format do. */
function otherFormat(start: Buffer, { options }: Load): string | undefined {
  const found = signatureOf(start);
  if (!found || (found.name === 'UTF-16' && options.conversion.encoding !== 'UTF8')) return undefined;
  if (options.compression !== 'none' && found.option === options.compression.toUpperCase()) return undefined;
  return `The file begins as ${found.name} does: ${found.option} reads such files.`;
}

/** The first line has the columns’ names, or a word where the column takes none. */
function isHeader({ line, rawLine, rawField, code }: LoadError, { options, target }: Load): boolean {
  const { format, load } = options;
  if (line !== 1 || load.ignoreHeader > 0) return false;
  if (format.kind !== 'delimited' && format.kind !== 'csv') return false;
  const words = rawLine
    .split(format.delimiter)
    .map((word) => word.replace(/^\s*["']?|["']?\s*$/g, '').toLowerCase());
  const names = target.columns.filter(({ name }) => words.includes(name.toLowerCase()));
  if (names.length * 2 > Math.max(words.length, target.columns.length)) return true;
  return code >= 1205 && code <= 1209 && /^"?[a-z][a-z_ ]+"?$/i.test(rawField) && !nullWord.test(rawField);
}

function recordLength(): string {
  return 'A record may be 4 MB long. A quote that is never closed makes a record of all that follows.';
}

function jsonShape({ options }: Load, { reason, rawLine }: LoadError): string | undefined {
  if (options.format.kind !== 'json') return undefined;
  if (/^\s*\[/.test(rawLine) && /Member is not an object/.test(reason))
    return 'The record is an array: COPY takes one object after the other, as in JSON lines. A jsonpaths file can name places in an array.';
  if (/^\s*[\],]/.test(rawLine))
    return 'Objects follow each other with white space alone between them: no commas, and no array around them.';
  if (/is expected/.test(reason) && !/[{[]/.test(rawLine))
    return 'The file does not look like JSON: leave JSON out for delimited text, or use CSV.';
  if (/ends inside/.test(reason)) return 'The file is cut off, or a brace or a quote in it is never closed.';
  if (/longer than/.test(reason)) return undefined;
  return 'Each record must be valid JSON; MAXERROR passes over those that are not.';
}

function fillRecord({ options }: Load): string | undefined {
  if (options.load.fillRecord) return undefined;
  return 'The line has fewer fields than the table has columns: FILLRECORD fills those that are missing at its end.';
}

function quotes({ options }: Load, { reason }: LoadError): string | undefined {
  if (!/quote/i.test(reason)) return undefined;
  return options.format.kind === 'csv'
    ? 'In CSV a quote inside a field is doubled and the field is quoted; QUOTE AS names another quote character.'
    : 'REMOVEQUOTES needs an end quote for every quote that begins a field.';
}

function dates(option: string): Hint {
  return ({ options }) => {
    const { dateFormat, timeFormat } = options.conversion;
    const given = option === 'DATEFORMAT' ? dateFormat : timeFormat;
    const other = option === 'TIMEFORMAT' ? " For seconds since 1970: TIMEFORMAT 'epochsecs'." : '';
    if (given.kind === 'auto') return `ACCEPTANYDATE loads NULL for what is no date.`;
    return `${option} 'auto' recognises the usual forms, or give the pattern, as in ${option} 'DD/MM/YYYY'.${other}`;
  };
}

function tooLong({ target }: Load, { column }: LoadError): string {
  const definition = column === undefined ? undefined : target.columns[column];
  if (definition?.type.name === 'numeric')
    return 'The number has more digits before its point than the column takes: give the column a greater precision.';
  const wider = definition
    ? ` (ALTER TABLE ${target.table.name} ALTER COLUMN ${definition.name} TYPE VARCHAR(n))`
    : '';
  return `TRUNCATECOLUMNS cuts text to the column’s length, or make the column wider: lengths are bytes${wider}.`;
}

/** Ten digits are seconds of our days, thirteen are milliseconds. */
function epoch({ options }: Load, { rawField }: LoadError): string | undefined {
  const { kind } = options.conversion.timeFormat;
  if (kind === 'epochsecs' || kind === 'epochmillisecs' || !/^\d{10}(\d{3})?$/.test(rawField))
    return undefined;
  const word = rawField.length === 10 ? 'epochsecs' : 'epochmillisecs';
  return `The field looks like the time since 1970: TIMEFORMAT '${word}'.`;
}

/** Signs that people put into numbers. */
function ornateNumber(_: Load, { rawField }: LoadError): string | undefined {
  if (!/^\s*[-+(]?\s*\p{Sc}?\s*[\d.,' ]*\d[\d.,' ]*\s*[\p{Sc}%)]*\s*$/u.test(rawField)) return undefined;
  return 'Numbers are digits with one point: no separators of thousands, commas, currency or percent signs. Load such a column as text and convert it, or clean the file.';
}

function decimalsForInteger(_: Load, { rawField }: LoadError): string | undefined {
  if (/^\s*[+-]?\d+\.\d+\s*$/.test(rawField))
    return 'The column is an integer and the field has decimals: make it NUMERIC.';
  if (/^\s*["'].*["']\s*$/.test(rawField)) return 'The field is in quotes: use CSV or REMOVEQUOTES.';
  if (nullWord.test(rawField)) return `NULL AS '${rawField}' takes this text as NULL.`;
  return undefined;
}

/** Another character that cuts the line into as many fields as there are columns. */
function otherDelimiter(line: string, delimiter: string, columns: number): string | undefined {
  if (columns < 2) return undefined;
  const fits = (other: string) => other !== delimiter && line.split(other).length === columns;
  return [',', '|', '\t', ';', '\x01'].find(fits);
}

function spoken(delimiter: string): string {
  const names: Record<string, string> = { '\t': 'tabs', ',': 'commas', ';': 'semicolons', '|': 'bars' };
  return names[delimiter] ?? sqlText(delimiter);
}

function sqlText(delimiter: string): string {
  if (delimiter === '\t') return "'\\t'";
  return delimiter < ' ' ? `'\\${delimiter.charCodeAt(0).toString(8).padStart(3, '0')}'` : `'${delimiter}'`;
}
