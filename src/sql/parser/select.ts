import { notSupported } from '#base/errors.ts';
import type { Expression, NamePart, Select, SelectItem } from '#sql/ast.ts';
import { parseFrom } from '#sql/parser/from.ts';
import { parseGroupBy } from '#sql/parser/group-by.ts';
import {
  atName,
  parseLabel,
  parseName,
  parseNameList,
  parseQualifiedName,
  takeName,
} from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseWindowSpecification } from '#sql/parser/window.ts';

/** One SELECT without what follows a set operation. */
export function parseSelect(parser: Parser): Select {
  const select: Select = {
    kind: 'select',
    distinct: false,
    items: [],
    from: [],
    pos: parser.pos,
    end: 0,
  };
  parser.expect('select');
  readQuantifier(parser, select);
  select.items = parser.list(parseSelectItem);
  readExclude(parser, select.items);
  if (parser.accept('into')) select.into = parseInto(parser);
  if (parser.accept('from')) select.from = parseFrom(parser);
  if (parser.accept('where')) select.where = parser.expression();
  if (parser.at('start') || parser.at('connect')) select.connectBy = parseConnectBy(parser);
  if (parser.at('group')) select.groupBy = parseGroupBy(parser);
  if (parser.accept('having')) select.having = parser.expression();
  readWindowsAndQualify(parser, select);
  select.end = parser.lastEnd;
  return select;
}

/** `[ALL | DISTINCT [ON (…)]] [TOP n]`, in either order. */
function readQuantifier(parser: Parser, select: Select): void {
  if (parser.at('top')) select.top = parseTop(parser);
  if (parser.accept('distinct')) {
    select.distinct = true;
    if (parser.accept('on')) select.distinctOn = parser.parenthesizedList((p) => p.expression());
  } else {
    parser.accept('all');
  }
  if (select.top === undefined && parser.at('top')) select.top = parseTop(parser);
}

/** `TOP 10 *` is no product: the count is one literal, parameter or parenthesis. */
function parseTop(parser: Parser): Expression {
  parser.expect('top');
  const { kind, pos, value } = parser;
  if (parser.accept('(')) {
    const count = parser.expression();
    parser.expect(')');
    return count;
  }
  if (kind !== 'number' && kind !== 'parameter') throw parser.syntaxError();
  parser.advance();
  const end = parser.lastEnd;
  return kind === 'number'
    ? { kind: 'number', text: value, pos, end }
    : { kind: 'parameter', index: Number(value), pos, end };
}

/** An expression with its label, `*`, or `t.*`. */
export function parseSelectItem(parser: Parser): SelectItem {
  const pos = parser.pos;
  const expression = parser.expression();
  const alias = expression.kind === 'star' ? undefined : parseColumnAlias(parser);
  const end = parser.lastEnd;
  return alias === undefined ? { expression, pos, end } : { expression, alias, pos, end };
}

function parseColumnAlias(parser: Parser): NamePart | undefined {
  if (parser.accept('as')) return parseLabel(parser);
  return atName(parser) && !startsExclude(parser) ? takeName(parser) : undefined;
}

/** EXCLUDE is not reserved: it ends the list only where names follow it. */
function startsExclude(parser: Parser): boolean {
  return (
    parser.at('exclude') &&
    parser.ahead(() => {
      parser.advance();
      return parser.at('(') || atName(parser);
    })
  );
}

/** `EXCLUDE a, b` or `EXCLUDE (a, b)` after the whole list: the columns are missing from every star in it. */
function readExclude(parser: Parser, items: SelectItem[]): void {
  if (!startsExclude(parser)) return;
  const stars = items.map((item) => item.expression).filter((expression) => expression.kind === 'star');
  if (stars.length === 0) throw notSupported('EXCLUDE without *', parser.pos);
  parser.expect('exclude');
  const names = parser.at('(') ? parseNameList(parser) : parser.list(parseName);
  for (const star of stars) star.exclude = names;
}

function parseInto(parser: Parser): NonNullable<Select['into']> {
  const temporary = parseTemporaryWords(parser);
  parser.accept('table');
  const name = parseQualifiedName(parser);
  return { name, temporary: temporary || name.temporary === true };
}

/** `[LOCAL | GLOBAL] TEMP[ORARY]`, unless the word is the table's own name. */
function parseTemporaryWords(parser: Parser): boolean {
  const isWord = parser.atAny(['temp', 'temporary', 'local', 'global']);
  const next = isWord ? parser.nextWord() : '';
  if (!isWord || next === 'from' || next === '.' || next === ';') return false;
  if (parser.at('local') || parser.at('global')) parser.advance();
  parser.expectOneOf(['temp', 'temporary'] as const);
  return true;
}

/** `[START WITH …] CONNECT BY [NOCYCLE] … [START WITH …]`. */
function parseConnectBy(parser: Parser): NonNullable<Select['connectBy']> {
  let startWith = parseStartWith(parser);
  parser.expectAll('connect', 'by');
  const noCycle = parser.accept('nocycle');
  const condition = parser.expression();
  startWith ??= parseStartWith(parser);
  return startWith === undefined ? { condition, noCycle } : { startWith, condition, noCycle };
}

function parseStartWith(parser: Parser): Expression | undefined {
  if (!parser.accept('start')) return undefined;
  parser.expect('with');
  return parser.expression();
}

function readWindowsAndQualify(parser: Parser, select: Select): void {
  for (;;) {
    if (select.windows === undefined && parser.accept('window'))
      select.windows = parser.list(parseNamedWindow);
    else if (select.qualify === undefined && parser.accept('qualify')) select.qualify = parser.expression();
    else return;
  }
}

function parseNamedWindow(parser: Parser): NonNullable<Select['windows']>[number] {
  const { name } = parseName(parser);
  parser.expect('as');
  return { name, specification: parseWindowSpecification(parser) };
}
