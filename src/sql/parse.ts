import type { Expression, Query, Statement, TypeName } from '#sql/ast.ts';
import { parseAfterOperand, parseExpression, parseOperators } from '#sql/parser/expression.ts';
import { type Grammar, Parser, tooDeep } from '#sql/parser/parser.ts';
import { finish } from '#sql/parser/pieces.ts';
import { parseAfterQuery, parseQuery } from '#sql/parser/query.ts';
import { insertStatementInPieces, parseStatement } from '#sql/parser/statement.ts';
import { parseTypeName as parseType } from '#sql/parser/types.ts';

export interface ParseOptions {
  /** enable_case_sensitive_identifier: quoted names keep their case. */
  caseSensitiveIdentifiers?: boolean;
}

/** A statement with its own text, which begins at `pos` of the whole text. */
export interface ParsedStatement {
  statement: Statement;
  text: string;
  pos: number;
}

const grammar: Grammar = {
  expression: parseExpression,
  operators: parseOperators,
  afterOperand: parseAfterOperand,
  query: parseQuery,
  afterQuery: parseAfterQuery,
  statement: parseStatement,
};

/**
 * Reads all statements of a text; empty ones are left out. Offsets in the trees are in the whole text.
 * @throws RedshiftError 42601 with PostgreSQL's text and a position, or 54001 where nesting is too deep
 */
export function parseStatements(text: string, options?: ParseOptions): ParsedStatement[] {
  return finish(parseInPieces(text, options));
}

/** The same in pieces, for a long text: between two of them others may have a turn. */
export function* parseInPieces(
  text: string,
  options?: ParseOptions,
): Generator<undefined, ParsedStatement[]> {
  try {
    const parser = newParser(text, options);
    const statements: ParsedStatement[] = [];
    for (;;) {
      while (parser.accept(';'));
      if (parser.atEnd()) return statements;
      const statement = parser.at('insert') ? yield* insertStatementInPieces(parser) : parser.statement();
      if (!parser.at(';') && !parser.atEnd()) throw parser.syntaxError();
      const { pos, end } = statement;
      statements.push({ statement, text: text.slice(pos, end), pos });
    }
  } catch (error) {
    throw readable(error);
  }
}

/** Reads a text that is one expression, such as a column's stored DEFAULT. */
export function parseExpressionText(text: string, options?: ParseOptions): Expression {
  return read(text, options, (parser) => whole(parser, parser.expression()));
}

/** Reads a text that is one query, such as a view's; a `;` may end it. */
export function parseQueryText(text: string, options?: ParseOptions): Query {
  return read(text, options, (parser) => {
    const query = parser.query();
    while (parser.accept(';'));
    return whole(parser, query);
  });
}

/** Reads a text that is one type: `character varying(10)`. */
export function parseTypeName(text: string, options?: ParseOptions): TypeName {
  return read(text, options, (parser) => whole(parser, parseType(parser)));
}

function whole<Node>(parser: Parser, node: Node): Node {
  if (!parser.atEnd()) throw parser.syntaxError();
  return node;
}

function read<Answer>(
  text: string,
  options: ParseOptions | undefined,
  rule: (parser: Parser) => Answer,
): Answer {
  try {
    return rule(newParser(text, options));
  } catch (error) {
    throw readable(error);
  }
}

function newParser(text: string, options: ParseOptions | undefined): Parser {
  return new Parser(text, options?.caseSensitiveIdentifiers ?? false, grammar);
}

/** The depth guard counts levels, not bytes: a caller that is deep itself may leave too little stack. */
function readable(error: unknown): unknown {
  return error instanceof RangeError ? tooDeep() : error;
}
