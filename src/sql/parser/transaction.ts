import type { Transaction } from '#sql/ast.ts';
import type { Parser } from '#sql/parser/parser.ts';

const actions = {
  begin: 'begin',
  start: 'begin',
  commit: 'commit',
  end: 'commit',
  rollback: 'rollback',
  abort: 'rollback',
} as const;

/** `BEGIN [WORK | TRANSACTION] [modes]`, `START TRANSACTION [modes]`, COMMIT, END, ROLLBACK, ABORT. */
export function parseTransaction(parser: Parser): Transaction {
  const word = parser.expectOneOf(Object.keys(actions) as (keyof typeof actions)[]);
  if (word === 'start') parser.expect('transaction');
  else if (!parser.accept('work')) parser.accept('transaction');
  const statement: Transaction = {
    kind: 'transaction',
    action: actions[word],
    word: word === 'start' ? 'START TRANSACTION' : word.toUpperCase(),
  };
  if (statement.action === 'begin') readModes(parser, statement);
  return statement;
}

/** `ISOLATION LEVEL …`, `READ ONLY`, `READ WRITE`, with or without commas. */
function readModes(parser: Parser, statement: Transaction): void {
  for (;;) {
    if (parser.acceptAll('isolation', 'level')) statement.isolation = parseIsolationLevel(parser);
    else if (parser.accept('read')) {
      statement.readOnly = parser.expectOneOf(['only', 'write'] as const) === 'only';
    } else return;
    parser.accept(',');
  }
}

/** In lower case. */
export function parseIsolationLevel(parser: Parser): string {
  if (parser.accept('repeatable')) {
    parser.expect('read');
    return 'repeatable read';
  }
  if (parser.accept('read')) {
    return `read ${parser.expectOneOf(['committed', 'uncommitted'] as const)}`;
  }
  return parser.expectOneOf(['serializable', 'snapshot'] as const);
}
