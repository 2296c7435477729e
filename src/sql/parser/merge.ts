import type { Merge } from '#sql/ast.ts';
import { parseTableExpression } from '#sql/parser/from.ts';
import { parseNameList, parseQualifiedName } from '#sql/parser/names.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { parseAssignments, parseTargetAlias } from '#sql/parser/update.ts';

/** `MERGE INTO t USING s ON … {WHEN … | REMOVE DUPLICATES}`. */
export function parseMerge(parser: Parser): Merge {
  parser.expectAll('merge', 'into');
  const table = parseQualifiedName(parser);
  const alias = parseTargetAlias(parser);
  parser.expect('using');
  const source = parseTableExpression(parser);
  parser.expect('on');
  const on = parser.expression();
  const merge: Merge = { kind: 'merge', table, source, on, removeDuplicates: false };
  if (alias !== undefined) merge.alias = alias;
  if (parser.acceptAll('remove', 'duplicates')) merge.removeDuplicates = true;
  else readBranches(parser, merge);
  return merge;
}

/** WHEN MATCHED and WHEN NOT MATCHED, each at most once, in either order. */
function readBranches(parser: Parser, merge: Merge): void {
  if (!parser.at('when')) throw parser.syntaxError();
  while (parser.at('when')) {
    const refused = parser.syntaxError();
    parser.expect('when');
    const isMatched = !parser.accept('not');
    parser.expectAll('matched', 'then');
    if (isMatched ? merge.matched !== undefined : merge.notMatched !== undefined) throw refused;
    if (isMatched) merge.matched = parseMatched(parser);
    else merge.notMatched = parseNotMatched(parser);
  }
}

function parseMatched(parser: Parser): NonNullable<Merge['matched']> {
  if (parser.accept('delete')) return { action: 'delete' };
  parser.expectAll('update', 'set');
  return { action: 'update', set: parseAssignments(parser) };
}

function parseNotMatched(parser: Parser): NonNullable<Merge['notMatched']> {
  parser.expect('insert');
  const columns = parser.at('(') ? parseNameList(parser) : undefined;
  parser.expect('values');
  const values = parser.parenthesizedList((p) => p.expression());
  return columns === undefined ? { values } : { columns, values };
}
