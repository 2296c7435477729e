import type { LoadOption } from '#sql/ast.ts';
import type { LoadOptionShape } from '#sql/copy/load-option.ts';
import { parseInteger, parseNumber, parseString } from '#sql/parser/literals.ts';
import { parseLabel, parseNameList, parseNameText } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';

/**
 * The options of COPY or UNLOAD up to the end of the statement, in written order. `FORMAT [AS] CSV` is the
 * option CSV; AS before a value and WITH before CREDENTIALS are noise.
 */
export function parseLoadOptions(parser: Parser, known: ReadonlyMap<string, LoadOptionShape>): LoadOption[] {
  const options: LoadOption[] = [];
  while (parser.kind === 'word') options.push(parseOption(parser, known));
  return options;
}

const formats = ['csv', 'json', 'avro', 'parquet', 'orc', 'fixedwidth', 'shapefile', 'delimiter'];
const moreFormats = ['rcfile', 'sequencefile', 'textfile'];

function parseOption(parser: Parser, known: ReadonlyMap<string, LoadOptionShape>): LoadOption {
  const pos = parser.pos;
  if (parser.accept('format')) {
    parser.accept('as');
    if (!parser.atAny(formats) && !parser.atAny(moreFormats)) throw parser.syntaxError();
  } else if (parser.at('with') && parser.nextWord() === 'credentials') parser.advance();
  const shape = known.get(parser.word);
  if (shape === undefined) throw parser.syntaxError();
  const option: LoadOption = { name: parser.word.toUpperCase(), pos, end: 0 };
  parser.advance();
  readers[shape](parser, option);
  option.end = parser.lastEnd;
  return option;
}

/** After the option's name. */
const readers: Record<LoadOptionShape, (parser: Parser, option: LoadOption) => void> = {
  flag: () => {},
  text: readText,
  word: readWord,
  'optional text': (parser, option) => {
    if (parser.kind === 'string' || parser.at('as')) readText(parser, option);
  },
  number: (parser, option) => {
    parser.accept('as');
    option.value = parseInteger(parser);
  },
  switch: readSwitch,
  size: readSize,
  encrypted: (parser, option) => {
    if (parser.accept('auto')) option.value = 'AUTO';
  },
  manifest: (parser, option) => {
    if (parser.accept('verbose')) option.value = 'VERBOSE';
  },
  shapefile: readShapefile,
  job: readJob,
  partition: readPartition,
};

function readText(parser: Parser, option: LoadOption): void {
  parser.accept('as');
  const written = parser.text.slice(parser.pos, parser.end);
  option.value = parseString(parser);
  // The default null text is a backslash and an N, and is written so, though the lexer's escapes make it an N.
  if (option.name === 'NULL' && written === "'\\N'") option.value = '\\N';
}

/** A string, or a word such as DEFAULT or UTF8. */
function readWord(parser: Parser, option: LoadOption): void {
  parser.accept('as');
  option.value = parser.kind === 'string' ? parseString(parser) : parseLabel(parser).name;
}

function readSwitch(parser: Parser, option: LoadOption): void {
  const value = parser.acceptOneOf(['on', 'off', 'true', 'false', 'preset'] as const);
  if (value !== undefined) option.value = value.toUpperCase();
}

function readSize(parser: Parser, option: LoadOption): void {
  parser.accept('as');
  option.value = parseNumber(parser);
  const unit = parser.acceptOneOf(['mb', 'gb'] as const);
  if (unit !== undefined) option.extra = unit.toUpperCase();
}

/** `SHAPEFILE [SIMPLIFY [AUTO] [tolerance]]`. */
function readShapefile(parser: Parser, option: LoadOption): void {
  if (!parser.accept('simplify')) return;
  option.value = parser.accept('auto') ? 'SIMPLIFY AUTO' : 'SIMPLIFY';
  if (parser.kind === 'number') option.extra = String(parseNumber(parser));
}

/** `JOB CREATE name [AUTO {ON | OFF}]`, the end of a COPY. */
function readJob(parser: Parser, option: LoadOption): void {
  parser.expect('create');
  option.name = 'JOB CREATE';
  option.value = parseNameText(parser);
  if (parser.accept('auto'))
    option.extra = `AUTO ${parser.expectOneOf(['on', 'off'] as const).toUpperCase()}`;
  if (!parser.atEnd() && !parser.at(';')) throw parser.syntaxError();
}

/** `PARTITION BY (columns) [INCLUDE]`. */
function readPartition(parser: Parser, option: LoadOption): void {
  parser.expect('by');
  option.name = 'PARTITION BY';
  option.extra = parseNameList(parser).map(({ name }) => name);
  if (parser.accept('include')) option.value = 'INCLUDE';
}
