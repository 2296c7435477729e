import { fail } from '#base/errors.ts';
import type { Expression, NamePart, Unpivot } from '#sql/ast.ts';
import { castTo, commonType } from '#sql/bind/expressions/coerce.ts';
import { type FromContext, type FromItem, nameRows } from '#sql/bind/from-item.ts';
import { outputNames } from '#sql/bind/output-names.ts';
import type { RelationRowColumn } from '#sql/bind/query-binder.ts';
import { columnValue, NameScope, RelationScope, type ScopeColumn } from '#sql/bind/scope.ts';
import { settledType } from '#sql/bind/settle.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/**
 * `t UNPIVOT (v FOR n IN (a, b AS 'x'))`: one row per row of `t` and listed column, with the column's value in
 * `v` and its name or label in `n`; rows where `v` is NULL are left out unless INCLUDE NULLS is written.
 */
export function bindUnpivot(context: FromContext, unpivot: Unpivot): FromItem {
  const { binder } = context;
  const source = context.bind(unpivot.source, context.siblings);
  const scope = new RelationScope(context.outer);
  scope.show(source);
  const listed = unpivot.columns.map((column) => listedColumn(column.name, scope));
  const kept = scope.columns.filter((column) => !column.hidden && !listed.includes(column));
  const names = list(
    context,
    unpivot.columns.map((column) => labelExpression(column)),
    unpivot.pos,
  );
  const values = list(context, listed.map(columnValue), unpivot.pos);
  const columns: RelationRowColumn[] = [
    ...kept.map(({ name, type }) => ({ name, type, emitted: name })),
    { name: unpivot.nameColumn.name, type: names.type, emitted: unpivot.nameColumn.name },
    { name: unpivot.valueColumn.name, type: values.type, emitted: unpivot.valueColumn.name },
  ];
  const emitted = outputNames(columns.map((column) => column.name));
  for (const [index, column] of columns.entries()) column.emitted = emitted[index]!;
  const sqls = [...kept.map((column) => columnValue(column).sql), names.sql, values.sql];
  const select = sqls.map((sql, index) => `${sql} AS ${quoteIdentifier(emitted[index]!)}`).join(', ');
  const rows = `(SELECT ${select} FROM ${source.sql})`;
  if (unpivot.includeNulls) return nameRows(binder, { source: rows, columns }, unpivot.alias);
  const value = quoteIdentifier(emitted.at(-1)!);
  const filtered = `(SELECT * FROM ${rows} AS u WHERE u.${value} IS NOT NULL)`;
  return nameRows(binder, { source: filtered, columns }, unpivot.alias);
}

function listedColumn(part: NamePart, scope: RelationScope): ScopeColumn {
  const found = scope.find([part]);
  if (found !== undefined) return found.column;
  throw fail('undefined_column', `column "${part.name}" does not exist`, { position: part.pos });
}

function labelExpression({ name, alias }: Unpivot['columns'][number]): Expression {
  const span = { pos: name.pos, end: name.end };
  if (alias === undefined) return { kind: 'string', value: name.name, ...span };
  // A bare word names the label as a string does.
  if (alias.kind === 'reference') return { kind: 'string', value: alias.parts.at(-1)!.name, ...span };
  return alias;
}

/** `unnest([a, b])` with all elements of their common type. */
function list(
  context: FromContext,
  elements: (Expression | ReturnType<typeof columnValue>)[],
  position: number,
) {
  const { binder } = context;
  const bound = elements.map((element) =>
    'kind' in element ? binder.bindExpression(element, new NameScope(undefined), 'from') : element,
  );
  const type = commonType(bound.map(settledType), 'UNPIVOT', position);
  const sqls = bound.map((value) => castTo(binder, value, type, false).sql);
  return { type, sql: `unnest([${sqls.join(', ')}])` };
}
