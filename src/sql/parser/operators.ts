import type { Comparison, Expression, Like } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { isPunctuation, levelOf } from '#sql/parser/precedence.ts';

/** PostgreSQL's operator spellings of LIKE and of the regular expression matches; true where negated. */
const likeOperators: Record<string, [Like['operator'], boolean]> = {
  '~': ['~', false],
  '~*': ['~*', false],
  '!~': ['~', true],
  '!~*': ['~*', true],
  '~~': ['like', false],
  '!~~': ['like', true],
  '~~*': ['ilike', false],
  '!~~*': ['ilike', true],
};

/** Words that follow an expression, so that a `!` before them has no right operand. */
const endsExpression = new Set('as from where group having order limit then else end'.split(' '));

/** Does psql's `OPERATOR(pg_catalog.~)` stand here? */
export function startsOperatorCall(parser: Parser): boolean {
  return parser.at('operator') && parser.nextWord() === '(';
}

/** Takes an operator symbol, or the one inside `OPERATOR(schema.…)`. */
export function parseOperator(parser: Parser): string {
  const isCall = parser.at('operator');
  if (isCall) {
    parser.advance();
    parser.expect('(');
    if (parser.kind === 'word' || parser.kind === 'quoted') {
      parser.advance();
      parser.expect('.');
    }
  }
  if (parser.kind === 'temporary') parser.splitHash();
  if (parser.kind !== 'symbol' || isPunctuation(parser.word)) throw parser.syntaxError();
  const operator = parser.word;
  parser.advance();
  if (isCall) parser.expect(')');
  return operator;
}

/** An operator between two operands, or the factorial `!` after one. */
export function parseBinary(parser: Parser, left: Expression, level: number): Expression {
  const pos = left.pos;
  const operator = parseOperator(parser);
  if (operator === '!' && !startsOperand(parser)) {
    return { kind: 'unary', operator, operand: left, postfix: true, pos, end: parser.lastEnd };
  }
  const right = parser.operators(level + 1);
  const like = likeOperators[operator];
  if (like !== undefined) {
    const [spelled, negated] = like;
    return {
      kind: 'like',
      operator: spelled,
      operand: left,
      pattern: right,
      negated,
      pos,
      end: parser.lastEnd,
    };
  }
  // Only OPERATOR(=) and its like come here: the plain symbols are read by expression.ts.
  if (isComparison(operator)) {
    return { kind: 'comparison', operator, left, right, pos, end: parser.lastEnd };
  }
  return { kind: 'binary', operator, left, right, pos, end: parser.lastEnd };
}

function isComparison(operator: string): operator is Comparison['operator'] {
  return /^(?:=|<>|<|<=|>|>=)$/.test(operator);
}

function startsOperand(parser: Parser): boolean {
  if (parser.kind === 'word') {
    return levelOf(parser.word, false) === undefined && !endsExpression.has(parser.word);
  }
  if (parser.kind === 'symbol') return parser.at('(') || parser.at('-') || parser.at('+');
  return parser.kind !== 'end';
}
