import type { Expression, FunctionCall } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { precedence } from '#sql/parser/precedence.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** Functions without parentheses. */
export const bareCalls: ReadonlySet<string> = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'current_user_id',
  'localtime',
  'localtimestamp',
  'session_user',
  'sysdate',
  'user',
]);

/** `CURRENT_DATE`; `CURRENT_TIMESTAMP(3)` carries its precision as an argument. */
export function parseBareCall(parser: Parser): FunctionCall {
  const { word: name, pos } = parser;
  parser.advance();
  const args = parser.at('(') ? parseBareArguments(parser) : [];
  return { kind: 'call', name, args, bare: true, pos, end: parser.lastEnd };
}

function parseBareArguments(parser: Parser): Expression[] {
  parser.expect('(');
  const args = parser.at(')') ? [] : [parser.expression()];
  parser.expect(')');
  return args;
}

/** Calls whose arguments are separated by words of their own. */
const readers: Record<string, (parser: Parser, pos: number) => Expression> = {
  cast: (parser, pos) => parseCast(parser, pos, false),
  try_cast: (parser, pos) => parseCast(parser, pos, true),
  convert: parseConvert,
  extract: parseExtract,
  overlay: parseOverlay,
  position: parsePosition,
  substring: parseSubstring,
  trim: parseTrim,
};

export const specialCalls: ReadonlySet<string> = new Set(Object.keys(readers));

/** The call of a word in `specialCalls`, whose `(` follows. */
export function parseSpecialCall(parser: Parser): Expression {
  const { word, pos } = parser;
  parser.advance();
  parser.expect('(');
  const expression = readers[word]!(parser, pos);
  parser.expect(')');
  expression.end = parser.lastEnd;
  return expression;
}

function call(name: string, args: Expression[], pos: number): FunctionCall {
  return { kind: 'call', name, args, pos, end: 0 };
}

function parseCast(parser: Parser, pos: number, isTry: boolean): Expression {
  const operand = parser.expression();
  parser.expect('as');
  return { kind: 'cast', operand, type: parseTypeName(parser), try: isTry, pos, end: 0 };
}

/** `CONVERT(type, x)`. */
function parseConvert(parser: Parser, pos: number): Expression {
  const type = parseTypeName(parser);
  parser.expect(',');
  return { kind: 'cast', operand: parser.expression(), type, try: false, pos, end: 0 };
}

/** `EXTRACT(part FROM x)`; the part is a word or a string. */
function parseExtract(parser: Parser, pos: number): Expression {
  if (parser.kind !== 'word' && parser.kind !== 'string' && parser.kind !== 'quoted') {
    throw parser.syntaxError();
  }
  const part: Expression = {
    kind: 'string',
    value: parser.value.toLowerCase(),
    pos: parser.pos,
    end: parser.end,
  };
  parser.advance();
  parser.expect('from');
  return call('extract', [part, parser.expression()], pos);
}

/** `POSITION(a IN b)`. */
function parsePosition(parser: Parser, pos: number): Expression {
  const part = parser.operators(precedence.in + 1);
  parser.expect('in');
  return call('position', [part, parser.expression()], pos);
}

/** `SUBSTRING(x FROM a FOR b)`, `SUBSTRING(x FOR b)`, `SUBSTRING(x, a, b)`. */
function parseSubstring(parser: Parser, pos: number): Expression {
  const args = [parser.expression()];
  const start = parser.pos;
  if (parser.accept('from')) {
    args.push(parser.expression());
    if (parser.accept('for')) args.push(parser.expression());
  } else if (parser.accept('for')) {
    args.push({ kind: 'number', text: '1', pos: start, end: start }, parser.expression());
  } else {
    while (parser.accept(',')) args.push(parser.expression());
  }
  return call('substring', args, pos);
}

/** `OVERLAY(a PLACING b FROM c [FOR d])`. */
function parseOverlay(parser: Parser, pos: number): Expression {
  const args = [parser.expression()];
  parser.expect('placing');
  args.push(parser.expression());
  parser.expect('from');
  args.push(parser.expression());
  if (parser.accept('for')) args.push(parser.expression());
  return call('overlay', args, pos);
}

const trimNames: Record<string, string> = { both: 'btrim', leading: 'ltrim', trailing: 'rtrim' };

/** `TRIM([BOTH | LEADING | TRAILING] [characters] FROM x)`, `TRIM(x[, characters])`. */
function parseTrim(parser: Parser, pos: number): Expression {
  const side = parser.acceptOneOf(['both', 'leading', 'trailing'] as const);
  const name = trimNames[side ?? 'both']!;
  if (parser.accept('from')) return call(name, parser.list(parseItem), pos);
  const first = parser.expression();
  if (parser.accept('from')) return call(name, [...parser.list(parseItem), first], pos);
  const args = [first];
  while (parser.accept(',')) args.push(parser.expression());
  return call(name, args, pos);
}

function parseItem(parser: Parser): Expression {
  return parser.expression();
}
