import { fail } from '#base/errors.ts';
import type { Query, QueryBody, SetOperation } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { castTo, commonType } from '#sql/bind/expressions/coerce.ts';
import type { BoundBody, BoundColumn, Conversion, QueryBinder } from '#sql/bind/query-binder.ts';
import { convertRows } from '#sql/bind/select.ts';
import { formatType, maxVarcharLength, type SqlType } from '#sql/types.ts';

type Operator = 'UNION' | 'UNION ALL' | 'INTERSECT' | 'EXCEPT';

/** A chain of set operations, written from left to right; DuckDB reads it with the same precedence. */
interface Chain {
  branches: BoundBody[];
  /** The operator before each branch but the first. */
  operators: Operator[];
}

/** UNION, INTERSECT, EXCEPT and MINUS: columns get the common type of all branches. */
export function bindSetOperation(
  binder: QueryBinder,
  operation: SetOperation,
  scope: Scope | undefined,
): BoundBody {
  const chain: Chain = { branches: [], operators: [] };
  collect(binder, operation, scope, chain);
  const columns = unifyColumns(chain, operation);
  const casts = columns.map((column) => (column.literal === null ? undefined : cast(binder, column.type)));
  const render = (extra: (Conversion | undefined)[]) =>
    chain.branches
      .map((branch, index) => {
        const conversions = branch.columns.map((column, place) =>
          then(
            sameType(column, columns[place]!) ? undefined : casts[place],
            columns[place]!.type,
            extra[place],
          ),
        );
        const operator = index === 0 ? '' : ` ${chain.operators[index - 1]} `;
        return `${operator}(${branch.render(conversions)})`;
      })
      .join('');
  const allKept = chain.operators.every((operator) => operator === 'UNION ALL');
  return {
    columns,
    // Rows are compared before a conversion.
    render: (conversions = []) =>
      allKept || conversions.every((conversion) => conversion === undefined)
        ? render(conversions)
        : convertRows(binder, render([]), columns, conversions),
  };
}

/** Walks the left spine: `a UNION b UNION c` is one chain, an operand in parentheses is a branch of its own. */
function collect(binder: QueryBinder, operation: SetOperation, scope: Scope | undefined, chain: Chain): void {
  const spine: SetOperation[] = [operation];
  let first: QueryBody = operation.left;
  while (first.kind === 'set-operation' && binds(first) >= binds(operation)) {
    spine.push(first);
    first = first.left;
  }
  chain.branches.push(bindBranch(binder, first, scope));
  for (const node of spine.reverse()) {
    chain.operators.push(operatorOf(node));
    chain.branches.push(bindBranch(binder, node.right, scope));
  }
}

/** INTERSECT binds more tightly than the others. */
function binds(operation: SetOperation): number {
  return operation.operator === 'intersect' ? 2 : 1;
}

function operatorOf(operation: SetOperation): Operator {
  if (operation.operator === 'union') return operation.all ? 'UNION ALL' : 'UNION';
  const word = operation.operator.toUpperCase();
  if (operation.all) {
    throw fail('feature_not_supported', `${word} ALL is not supported`, { position: operation.right.pos });
  }
  return operation.operator === 'intersect' ? 'INTERSECT' : 'EXCEPT';
}

function bindBranch(binder: QueryBinder, body: QueryBody, scope: Scope | undefined): BoundBody {
  const query: Query =
    body.kind === 'parenthesized'
      ? body.query
      : { kind: 'query', body, orderBy: [], pos: body.pos, end: body.end };
  return binder.bindQueryBody(query, scope);
}

function unifyColumns(chain: Chain, operation: SetOperation): BoundColumn[] {
  const [first, ...others] = chain.branches;
  for (const [index, other] of others.entries()) {
    if (other.columns.length === first!.columns.length) continue;
    const word = chain.operators[index]!.replace(' ALL', '');
    throw fail('syntax_error', `each ${word} query must have the same number of columns`, {
      position: operation.right.pos,
    });
  }
  const words = chain.operators[0]!.replace(' ALL', '');
  return first!.columns.map(({ name, emitted }, index) => {
    const columns = chain.branches.map((branch) => branch.columns[index]!);
    return { name, emitted, ...unify(columns, words, operation.right.pos) };
  });
}

/** A column of nothing but NULL stays open to any type; literals alone make the varchar that holds them all. */
function unify(
  columns: BoundColumn[],
  words: string,
  position: number,
): Pick<BoundColumn, 'type' | 'literal'> {
  const type = commonType(
    columns.map((column) => column.type),
    words,
    position,
  );
  if (type.name !== 'unknown') return { type };
  if (columns.every((column) => column.literal === null)) return { type, literal: null };
  const lengths = columns.map((column) =>
    column.parameter === undefined ? Buffer.byteLength(column.literal ?? '') : maxVarcharLength,
  );
  return { type: { name: 'varchar', length: Math.max(1, ...lengths) } };
}

function sameType(column: BoundColumn, target: BoundColumn): boolean {
  return formatType(column.type) === formatType(target.type) && column.parameter === undefined;
}

function cast(binder: QueryBinder, type: SqlType): Conversion {
  return (value) => castTo(binder, value, type, false).sql;
}

function then(first: Conversion | undefined, type: SqlType, second: Conversion | undefined) {
  if (second === undefined || first === undefined) return second ?? first;
  const both: Conversion = (value) => second({ sql: first(value), type });
  return both;
}
