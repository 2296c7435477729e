import type { Expression, NamePart } from '#sql/ast.ts';
import { callableReservedWords, literalOnlyWords, reservedWords } from '#sql/keywords.ts';
import { parseArray, parseCase, parseExists } from '#sql/parser/constructors.ts';
import { parseCall, parseCallAfterName } from '#sql/parser/function-call.ts';
import { parseLabel, takeName } from '#sql/parser/names.ts';
import { parenthesizedOperand, parseParenthesized } from '#sql/parser/parenthesized.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { bareCalls, parseBareCall, parseSpecialCall, specialCalls } from '#sql/parser/special-calls.ts';
import {
  parseInterval,
  parseTypedLiteral,
  startsInterval,
  startsTypedLiteral,
} from '#sql/parser/typed-literals.ts';

/** A literal, name, call or parenthesis, with the subscripts and fields that follow it. */
export function parsePrimary(parser: Parser): Expression {
  const { kind, pos } = parser;
  switch (kind) {
    case 'number': {
      const text = parser.value;
      parser.advance();
      return { kind: 'number', text, pos, end: parser.lastEnd };
    }
    case 'string': {
      const value = parser.value;
      parser.advance();
      return { kind: 'string', value, pos, end: parser.lastEnd };
    }
    case 'bits':
      return parseBits(parser);
    case 'parameter': {
      const index = Number(parser.value);
      parser.advance();
      return parseSuffixes(parser, { kind: 'parameter', index, pos, end: parser.lastEnd });
    }
    case 'word':
      return parseWord(parser);
    case 'quoted':
      return parseNamed(parser);
    default:
      return parseSymbol(parser);
  }
}

/** B'…' and X'…' are literals of type bit, which Redshift lacks; the binder says so. */
function parseBits(parser: Parser): Expression {
  const { pos, value } = parser;
  parser.advance();
  const end = parser.lastEnd;
  return { kind: 'typed-literal', type: { name: 'bit', modifiers: [], pos, end }, value, pos, end };
}

function parseSymbol(parser: Parser): Expression {
  const pos = parser.pos;
  if (parser.at('(')) {
    const inner = parseParenthesized(parser);
    const operand = parenthesizedOperand(inner, pos, parser.lastEnd);
    return parseSuffixes(parser, operand);
  }
  if (parser.accept('*')) return { kind: 'star', qualifier: [], pos, end: parser.lastEnd };
  throw parser.syntaxError();
}

function parseWord(parser: Parser): Expression {
  const { word, pos } = parser;
  switch (word) {
    case 'null':
      parser.advance();
      return { kind: 'null', pos, end: parser.lastEnd };
    case 'true':
    case 'false':
      parser.advance();
      return { kind: 'boolean', value: word === 'true', pos, end: parser.lastEnd };
    case 'default':
      parser.advance();
      return { kind: 'default', pos, end: parser.lastEnd };
    case 'case':
      return parseSuffixes(parser, parseCase(parser));
    case 'array':
    case 'row':
    case 'exists':
    case 'approximate':
      return parseConstructor(parser, word);
  }
  if (specialCalls.has(word) && parser.nextWord() === '(') {
    return parseSuffixes(parser, parseSpecialCall(parser));
  }
  if (bareCalls.has(word)) return parseBareCall(parser);
  if (startsInterval(parser)) return parseInterval(parser);
  if (startsTypedLiteral(parser)) return parseTypedLiteral(parser);
  return parseNamed(parser);
}

/** Words that are ordinary names unless what makes them a construct follows. */
function parseConstructor(parser: Parser, word: 'array' | 'row' | 'exists' | 'approximate'): Expression {
  const { pos } = parser;
  const next = parser.nextWord();
  if (word === 'array' && next === '[') return parseSuffixes(parser, parseArray(parser));
  if (word === 'exists' && next === '(') return parseExists(parser);
  if (word === 'approximate' && parser.ahead(() => startsCall(parser))) {
    parser.advance();
    const call = parseCall(parser);
    return { ...call, approximate: true, pos };
  }
  if (word === 'row' && next === '(') {
    parser.advance();
    const items = parser.parenthesizedList((p) => p.expression());
    return { kind: 'row', items, pos, end: parser.lastEnd };
  }
  return parseNamed(parser);
}

function startsCall(parser: Parser): boolean {
  parser.advance();
  return parser.kind === 'word' && parser.nextWord() === '(';
}

/** A column, `t.*`, a call, or a literal written `type 'text'`. */
function parseNamed(parser: Parser): Expression {
  const { kind, word, pos } = parser;
  const isReserved = kind === 'word' && reservedWords.has(word);
  if (isReserved && !(callableReservedWords.has(word) && parser.nextWord() === '(')) {
    throw parser.syntaxError();
  }
  const parts: NamePart[] = [takeName(parser)];
  if (literalOnlyWords.has(word) && !parser.at('.') && parser.kind !== 'string') throw parser.syntaxError();
  while (parser.at('.')) {
    parser.advance();
    if (parser.accept('*')) return { kind: 'star', qualifier: parts, pos, end: parser.lastEnd };
    parts.push(parseLabel(parser));
  }
  if (parser.at('(')) return afterName(parser, parts, pos);
  if (parser.kind === 'string' && parts.length <= 2) return parseTypedLiteral(parser, parts);
  return parseSuffixes(parser, { kind: 'reference', parts, pos, end: parser.lastEnd });
}

/** After a name, `(+)` marks Oracle's outer join; any other parenthesis makes it a call. */
function afterName(parser: Parser, parts: NamePart[], pos: number): Expression {
  if (parser.acceptAll('(', '+', ')')) {
    const last = parts[parts.length - 1]!;
    const operand: Expression = { kind: 'reference', parts, pos, end: last.end };
    return { kind: 'outer-join-mark', operand, pos, end: parser.lastEnd };
  }
  return parseSuffixes(parser, parseCallAfterName(parser, parts, pos));
}

/** `[1]`, `[1:2]` and `.attr` after an operand. After a plain name, only a subscript starts them. */
export function parseSuffixes(parser: Parser, first: Expression): Expression {
  let operand = first;
  for (let steps = 1; ; steps++) {
    if (parser.at('[')) operand = parseSubscript(parser, operand);
    else if (parser.at('.') && operand.kind !== 'number') operand = parseField(parser, operand);
    else return operand;
    parser.checkChain(steps);
  }
}

function parseSubscript(parser: Parser, operand: Expression): Expression {
  parser.expect('[');
  const index = parser.expression();
  const pos = operand.pos;
  if (parser.accept(':')) {
    const to = parser.expression();
    parser.expect(']');
    return { kind: 'subscript', operand, index, to, pos, end: parser.lastEnd };
  }
  parser.expect(']');
  return { kind: 'subscript', operand, index, pos, end: parser.lastEnd };
}

function parseField(parser: Parser, operand: Expression): Expression {
  parser.expect('.');
  const field = parseLabel(parser);
  return { kind: 'field', operand, field, pos: operand.pos, end: parser.lastEnd };
}
