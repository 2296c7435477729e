import type { Expression, FunctionCall, NamePart } from '#sql/ast.ts';
import { assignedSql } from '#sql/bind/assignment.ts';
import type { ResolvedName } from '#sql/bind/binder-interface.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { NameScope } from '#sql/bind/scope.ts';
import type { RelationColumn } from '#sql/catalog-reader.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import type { SqlType } from '#sql/types.ts';

/** What a column of texts is staged as. */
export const stagedType: SqlType = { name: 'varchar', length: 65535 };

/**
 * A column of INSERT … VALUES in which every row calls one function on a text, as in `json_parse('…')`: the
 * texts go to the appender, and DuckDB text of the call on the column that then holds them is returned.
 * Undefined when the rows differ in more than that text.
 */
export function stagedCall(
  binder: QueryBinder,
  column: RelationColumn,
  cells: Expression[],
): string | undefined {
  const [first] = cells;
  if (first === undefined || !isCallOnText(first)) return undefined;
  const shape = shapeOf(first);
  if (!cells.every((cell) => isCallOnText(cell) && (cell === first || shapeOf(cell) === shape)))
    return undefined;
  const { pos, end } = first;
  const text: Expression = {
    kind: 'reference',
    parts: [{ name: column.name, quoted: true, pos, end }],
    pos,
    end,
  };
  const call: FunctionCall = { ...first, args: [text, ...first.args.slice(1)] };
  return assignedSql(binder, call, column, new StagedScope(column.name), 'values');
}

/** The text of the first argument, null for NULL. */
export function stagedText(cell: Expression): string | null {
  const argument = (cell as FunctionCall).args[0];
  return argument?.kind === 'string' ? argument.value : null;
}

function isCallOnText(cell: Expression): cell is FunctionCall {
  if (cell.kind !== 'call' || cell.bare || cell.over || cell.star || cell.distinct) return false;
  const [text, ...rest] = cell.args;
  return (text?.kind === 'string' || text?.kind === 'null') && rest.every(isLiteral);
}

function isLiteral(argument: Expression): boolean {
  return ['string', 'number', 'boolean', 'null'].includes(argument.kind);
}

/** Name and further arguments: what two calls have in common when only their texts differ. */
function shapeOf({ schema, name, args }: FunctionCall): string {
  if (args.length === 1) return `${schema ?? ''}.${name}`;
  const rest = args.slice(1).map(({ pos: _pos, end: _end, ...argument }) => argument);
  return `${schema ?? ''}.${name}${JSON.stringify(rest)}`;
}

/** Knows the staged column and nothing else. */
class StagedScope extends NameScope {
  readonly #column: string;

  constructor(column: string) {
    super(undefined);
    this.#column = column;
  }

  override resolve(parts: NamePart[]): ResolvedName | undefined {
    if (parts.length !== 1 || parts[0]?.name !== this.#column) return undefined;
    return { column: { sql: quoteIdentifier(this.#column), type: stagedType }, rest: [] };
  }
}
