import { parseCreate } from '#sql/parser/create.ts';
import { parseDelete } from '#sql/parser/delete.ts';
import { parseInsert } from '#sql/parser/insert.ts';
import { parseMerge } from '#sql/parser/merge.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseQueryStatement, parseWithStatement } from '#sql/parser/query-statement.ts';
import { parseReset, parseSet } from '#sql/parser/settings.ts';
import { parseShow } from '#sql/parser/show.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';
import { parseTransaction } from '#sql/parser/transaction.ts';
import { parseUpdate } from '#sql/parser/update.ts';

type StatementRule = (parser: Parser) => StatementBody;

/** Every statement by its first word. What is not here is a syntax error at that word. */
export const statementRules: ReadonlyMap<string, StatementRule> = new Map<string, StatementRule>([
  ['(', parseQueryStatement],
  ['abort', parseTransaction],
  ['begin', parseTransaction],
  ['commit', parseTransaction],
  ['create', parseCreate],
  ['delete', (parser) => parseDelete(parser)],
  ['end', parseTransaction],
  ['insert', parseInsert],
  ['merge', parseMerge],
  ['reset', parseReset],
  ['rollback', parseTransaction],
  ['select', parseQueryStatement],
  ['set', parseSet],
  ['show', parseShow],
  ['start', parseTransaction],
  ['update', (parser) => parseUpdate(parser)],
  ['with', parseWithStatement],
]);
