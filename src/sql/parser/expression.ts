import type { Comparison, Expression, Unary } from '#sql/ast.ts';
import { parseBinary, parseOperator, startsOperatorCall } from '#sql/parser/operators.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { isNonAssociative, isPunctuation, levelOf, precedence } from '#sql/parser/precedence.ts';
import { parseNegatable } from '#sql/parser/predicates.ts';
import { parsePrimary, parseSuffixes } from '#sql/parser/primary.ts';
import { parseAtTimeZone, parseCollate, parseIs, parseOverlaps } from '#sql/parser/suffix-operators.ts';
import { parseTypeName } from '#sql/parser/types.ts';

/** Any expression. */
export function parseExpression(parser: Parser): Expression {
  return parseOperators(parser, precedence.or);
}

/** What follows an operand that was read already: subscripts, operators, to the end of the expression. */
export function parseAfterOperand(parser: Parser, operand: Expression): Expression {
  return continueOperators(parser, parseSuffixes(parser, operand), precedence.or);
}

/** An expression of operators that bind at least as tightly as `minimum`. */
export function parseOperators(parser: Parser, minimum: number): Expression {
  parser.enter();
  const expression = continueOperators(parser, parseOperand(parser), minimum);
  parser.leave();
  return expression;
}

/** Chains of one level are a loop, not a recursion. */
function continueOperators(parser: Parser, first: Expression, minimum: number): Expression {
  let left = first;
  for (let terms = 1; ; terms++) {
    const level = levelHere(parser);
    if (level === undefined || level < minimum) return left;
    parser.checkChain(terms);
    left = parseInfix(parser, left, level);
    if (isNonAssociative(level) && levelHere(parser) === level) throw parser.syntaxError();
  }
}

function levelHere(parser: Parser): number | undefined {
  const word = parser.word;
  if (word === '') return parser.kind === 'temporary' ? precedence.other : undefined;
  if (word === 'not') return negatedLevel(parser);
  if (word === 'at') return parser.nextWord() === 'time' ? precedence.at : undefined;
  if (word === 'operator') return startsOperatorCall(parser) ? precedence.other : undefined;
  return levelOf(word, parser.kind === 'symbol');
}

/** NOT between operands belongs to LIKE, IN or BETWEEN; elsewhere (`DEFAULT 1 NOT NULL`) it ends the expression. */
function negatedLevel(parser: Parser): number | undefined {
  const next = parser.nextWord();
  return /^(?:like|ilike|similar|in|between)$/.test(next) ? levelOf(next, false) : undefined;
}

/** Prefix operators, then what they stand before. */
function parseOperand(parser: Parser): Expression {
  const { word, pos } = parser;
  if (parser.kind === 'word') {
    if (word === 'not') {
      parser.advance();
      const operand = parseOperators(parser, precedence.not);
      return { kind: 'logical', operator: 'not', operands: [operand], pos, end: parser.lastEnd };
    }
    if (word === 'prior') return parsePrior(parser);
    return startsOperatorCall(parser) ? parseUnary(parser, precedence.is) : parsePrimary(parser);
  }
  if (word === '' || word === '(') return parsePrimary(parser);
  if (word === '-' || word === '+') return parseUnary(parser, precedence.sign);
  return word === '*' || isPunctuation(word) ? parsePrimary(parser) : parseUnary(parser, precedence.is);
}

function parseUnary(parser: Parser, operandLevel: number): Unary {
  const pos = parser.pos;
  const operator = parseOperator(parser);
  const operand = parseOperators(parser, operandLevel);
  return { kind: 'unary', operator, operand, pos, end: parser.lastEnd };
}

/** CONNECT BY's PRIOR; a column may be called `prior`, so an operand must follow. */
function parsePrior(parser: Parser): Expression {
  const pos = parser.pos;
  const isMark = parser.ahead(() => {
    parser.advance();
    const named = parser.kind === 'word' || parser.kind === 'quoted';
    return named && levelHere(parser) === undefined && !parser.atAny(['not', 'from', 'as']);
  });
  if (!isMark) return parsePrimary(parser);
  parser.advance();
  const operand = parseOperators(parser, precedence.sign);
  return { kind: 'prior', operand, pos, end: parser.lastEnd };
}

/** One infix or postfix step. */
function parseInfix(parser: Parser, left: Expression, level: number): Expression {
  const word = parser.word;
  switch (word) {
    case 'or':
    case 'and':
      return parseLogical(parser, left, word, level);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return parseComparison(parser, left, word, level);
    case '::':
      return parseCast(parser, left);
    case 'is':
    case 'isnull':
    case 'notnull':
      return parseIs(parser, left);
    case 'at':
      return parseAtTimeZone(parser, left);
    case 'collate':
      return parseCollate(parser, left);
    case 'overlaps':
      return parseOverlaps(parser, left);
    case 'not':
    case 'in':
    case 'between':
    case 'like':
    case 'ilike':
    case 'similar':
      return parseNegatable(parser, left);
  }
  return parseBinary(parser, left, level);
}

/** `a AND b AND c` is one node with three operands. */
function parseLogical(parser: Parser, left: Expression, operator: 'and' | 'or', level: number): Expression {
  const operands = [left];
  while (parser.accept(operator)) operands.push(parseOperators(parser, level + 1));
  return { kind: 'logical', operator, operands, pos: left.pos, end: parser.lastEnd };
}

function parseCast(parser: Parser, operand: Expression): Expression {
  parser.advance();
  const type = parseTypeName(parser);
  return { kind: 'cast', operand, type, try: false, pos: operand.pos, end: parser.lastEnd };
}

function parseComparison(
  parser: Parser,
  left: Expression,
  operator: Comparison['operator'],
  level: number,
): Expression {
  parser.advance();
  if (parser.atAny(['any', 'some', 'all'])) return parseQuantified(parser, left, operator);
  // `a = b = c` is `a = (b = c)`; the others group from the left or not at all.
  const right = parseOperators(parser, operator === '=' ? level : level + 1);
  return { kind: 'comparison', operator, left, right, pos: left.pos, end: parser.lastEnd };
}

function parseQuantified(parser: Parser, left: Expression, operator: Comparison['operator']): Expression {
  const quantifier = parser.at('all') ? 'all' : 'any';
  parser.advance();
  if (!parser.at('(')) throw parser.syntaxError();
  const inner = parsePrimary(parser);
  const right = inner.kind === 'subquery' ? inner.query : inner;
  return { kind: 'quantified', operator, quantifier, left, right, pos: left.pos, end: parser.lastEnd };
}
