import type { Join, TableExpression } from '#sql/ast.ts';
import { parseNameList } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseTablePrimary } from '#sql/parser/table-primary.ts';

/** The list after FROM, USING or UPDATE … FROM. */
export function parseFrom(parser: Parser): TableExpression[] {
  return parser.list(parseTableExpression);
}

/** A relation with its joins. */
export function parseTableExpression(parser: Parser): TableExpression {
  parser.enter();
  const table = continueJoins(parser, parseTablePrimary(parser, joinRules));
  parser.leave();
  return table;
}

/** Joins of a table expression whose first relation was read already. */
function continueJoins(parser: Parser, first: TableExpression): TableExpression {
  let left = first;
  for (let joins = 1; startsJoin(parser); joins++) {
    parser.checkChain(joins);
    left = parseJoin(parser, left);
  }
  return left;
}

/** What a parenthesised relation needs of this file. */
const joinRules = { parseTableExpression, continueJoins };

const joinStarts = ['join', 'inner', 'left', 'right', 'full', 'cross', 'natural'] as const;

function startsJoin(parser: Parser): boolean {
  return parser.atAny(joinStarts);
}

function parseJoin(parser: Parser, left: TableExpression): Join {
  const natural = parser.accept('natural');
  const type = parseJoinType(parser);
  const right = parseTablePrimary(parser, joinRules);
  const join: Join = { kind: 'join', type, natural, left, right, pos: left.pos, end: 0 };
  if (!natural && type !== 'cross') readCondition(parser, join);
  join.end = parser.lastEnd;
  return join;
}

function parseJoinType(parser: Parser): Join['type'] {
  const type = parser.acceptOneOf(['inner', 'left', 'right', 'full', 'cross'] as const) ?? 'inner';
  if (type !== 'inner' && type !== 'cross') parser.accept('outer');
  parser.expect('join');
  return type;
}

/** ON or USING; joins before it belong to the right side: `a JOIN b JOIN c ON … ON …`. */
function readCondition(parser: Parser, join: Join): void {
  parser.enter();
  if (startsJoin(parser)) join.right = continueJoins(parser, join.right);
  parser.leave();
  if (parser.accept('using')) join.using = parseNameList(parser);
  else {
    parser.expect('on');
    join.on = parser.expression();
  }
}
