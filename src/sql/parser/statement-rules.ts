import { parseAlter } from '#sql/parser/alter.ts';
import { parseComment } from '#sql/parser/comment.ts';
import { parseCopy } from '#sql/parser/copy.ts';
import { parseCreate } from '#sql/parser/create.ts';
import { parseClose, parseDeclare, parseFetch } from '#sql/parser/cursors.ts';
import { parseDelete } from '#sql/parser/delete.ts';
import { parseDrop } from '#sql/parser/drop.ts';
import { parseGrant } from '#sql/parser/grant.ts';
import { parseInsert } from '#sql/parser/insert.ts';
import {
  parseAnalyze,
  parseCancel,
  parseLock,
  parseTruncate,
  parseUse,
  parseVacuum,
} from '#sql/parser/maintenance.ts';
import { parseRefresh } from '#sql/parser/materialized-views.ts';
import { parseMerge } from '#sql/parser/merge.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseAttach, parseDescribe } from '#sql/parser/policies.ts';
import { parseDeallocate, parseExecute, parseExplain, parsePrepare } from '#sql/parser/prepared.ts';
import { parseCall } from '#sql/parser/procedures.ts';
import { parseQueryStatement, parseWithStatement } from '#sql/parser/query-statement.ts';
import { parseReset, parseSet } from '#sql/parser/settings.ts';
import { parseShow } from '#sql/parser/show.ts';
import type { StatementBody } from '#sql/parser/statement-body.ts';
import { parseTransaction } from '#sql/parser/transaction.ts';
import { parseUnload } from '#sql/parser/unload.ts';
import { parseUpdate } from '#sql/parser/update.ts';

type StatementRule = (parser: Parser) => StatementBody;

/** Every statement by its first word. What is not here is a syntax error at that word. */
export const statementRules: ReadonlyMap<string, StatementRule> = new Map<string, StatementRule>([
  ['(', parseQueryStatement],
  ['abort', parseTransaction],
  ['alter', parseAlter],
  ['analyse', parseAnalyze],
  ['analyze', parseAnalyze],
  ['attach', parseAttach],
  ['begin', parseTransaction],
  ['call', parseCall],
  ['cancel', parseCancel],
  ['close', parseClose],
  ['comment', parseComment],
  ['commit', parseTransaction],
  ['copy', parseCopy],
  ['create', parseCreate],
  ['deallocate', parseDeallocate],
  ['declare', parseDeclare],
  ['delete', (parser) => parseDelete(parser)],
  ['desc', parseDescribe],
  ['detach', parseAttach],
  ['drop', parseDrop],
  ['end', parseTransaction],
  ['execute', parseExecute],
  ['explain', parseExplain],
  ['fetch', parseFetch],
  ['grant', parseGrant],
  ['insert', parseInsert],
  ['lock', parseLock],
  ['merge', parseMerge],
  ['prepare', parsePrepare],
  ['refresh', parseRefresh],
  ['reset', parseReset],
  ['revoke', parseGrant],
  ['rollback', parseTransaction],
  ['select', parseQueryStatement],
  ['set', parseSet],
  ['show', parseShow],
  ['start', parseTransaction],
  ['truncate', parseTruncate],
  ['unload', parseUnload],
  ['update', (parser) => parseUpdate(parser)],
  ['use', parseUse],
  ['vacuum', parseVacuum],
  ['with', parseWithStatement],
]);
