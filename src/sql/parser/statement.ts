import type { Statement } from '#sql/ast.ts';
import { insertInPieces } from '#sql/parser/insert.ts';
import type { Parser } from '#sql/parser/parser.ts';
import { statementRules } from '#sql/parser/statement-rules.ts';

/** INSERT in pieces, between which others may have a turn. */
export function* insertStatementInPieces(parser: Parser): Generator<undefined, Statement> {
  parser.enter();
  const pos = parser.pos;
  const body = yield* insertInPieces(parser);
  parser.leave();
  return Object.assign(body, { pos, end: parser.lastEnd }) as Statement;
}

/** One statement, up to its `;` or the end. An unknown first word is a syntax error there. */
export function parseStatement(parser: Parser): Statement {
  parser.enter();
  const pos = parser.pos;
  const rule = statementRules.get(parser.word);
  if (rule === undefined) throw parser.syntaxError();
  const body = rule(parser);
  parser.leave();
  return Object.assign(body, { pos, end: parser.lastEnd }) as Statement;
}
