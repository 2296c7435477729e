import type { Expression, GroupBy, GroupingElement } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

/** `GROUP BY ALL` or `GROUP BY element, …`. */
export function parseGroupBy(parser: Parser): GroupBy {
  parser.expectAll('group', 'by');
  if (parser.accept('all')) return { kind: 'all' };
  return { kind: 'items', items: parser.list(parseElement) };
}

function parseElement(parser: Parser): GroupingElement {
  if (parser.at('(') && parser.nextWord() === ')') {
    parser.expectAll('(', ')');
    return { kind: 'empty' };
  }
  const word = parser.word;
  if ((word === 'rollup' || word === 'cube') && parser.nextWord() === '(') {
    parser.advance();
    return { kind: word, sets: parser.parenthesizedList(parseSet) };
  }
  if (word === 'grouping' && parser.nextWord() === 'sets') {
    parser.expectAll('grouping', 'sets');
    parser.enter();
    const elements = parser.parenthesizedList(parseElement);
    parser.leave();
    return { kind: 'grouping sets', elements };
  }
  return { kind: 'expression', expression: parser.expression() };
}

/** One element of ROLLUP or CUBE: an expression, or several in parentheses that count as one. */
function parseSet(parser: Parser): Expression[] {
  const expression = parser.expression();
  return expression.kind === 'row' ? expression.items : [expression];
}
