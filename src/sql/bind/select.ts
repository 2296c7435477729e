import { fail, notSupported } from '#base/errors.ts';
import type { Expression, OrderItem, Select } from '#sql/ast.ts';
import type { Scope, TypedSql } from '#sql/bind/binder-interface.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { bindFromAndWhere } from '#sql/bind/from-and-where.ts';
import { bindGroupBy, type Grouping } from '#sql/bind/grouping.ts';
import { GroupingCheck } from '#sql/bind/grouping-check.ts';
import { constantLimit, fewest, limitSql } from '#sql/bind/limit.ts';
import { orderBySql } from '#sql/bind/order-by.ts';
import { outputNames } from '#sql/bind/output-names.ts';
import type { BoundBody, BoundColumn, Conversion, QueryBinder } from '#sql/bind/query-binder.ts';
import { requireItems, type SelectEntry, SelectItems } from '#sql/bind/select-items.ts';
import { SelectScope } from '#sql/bind/select-scope.ts';
import { showWindows } from '#sql/bind/window-clause.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** What stands after a SELECT that is the whole body of its query. */
export interface SelectTail {
  orderBy: OrderItem[];
  limit?: Expression | 'all' | undefined;
  offset?: Expression | undefined;
}

/** Binds one SELECT. `outer` is the scope of the enclosing query with the tables of WITH. */
export function bindSelect(
  binder: QueryBinder,
  select: Select,
  outer: Scope | undefined,
  tail: SelectTail,
): BoundBody {
  refuseUnsupported(select);
  const scope = new SelectScope(outer);
  const items = new SelectItems();
  const { from, bindWhere } = bindFromAndWhere(binder, select, scope, outer);
  showWindows(binder, select.windows ?? [], scope);
  items.bind(binder, select.items, scope);
  requireItems(items, select.pos);
  const itemUses = scope.innerUses.splice(0);
  const where = bindWhere();
  const grouping = select.groupBy && bindGroupBy(binder, select.groupBy, items, scope);
  scope.innerUses = itemUses;
  const having = select.having && bindCondition(binder, select.having, scope, 'having');
  const qualify = select.qualify && bindQualify(binder, select.qualify, items, scope);
  const orderBy = bindOrderBy(binder, select, tail.orderBy, items, scope);
  checkGrouping(select, tail.orderBy, grouping, items, scope);
  const clauses =
    clause(' FROM ', from) +
    clause(' WHERE ', where) +
    clause(' GROUP BY ', grouping?.sql) +
    clause(' HAVING ', having) +
    clause(' QUALIFY ', qualify);
  const end = clause(' ORDER BY ', orderBy) + limitSql(binder, tail.limit ?? select.top, tail.offset);
  const oneRow =
    select.from.length === 0 ||
    (grouping === undefined && items.entries.some((entry) => entry.value.aggregate));
  const rowsMax = fewest(oneRow ? 1 : undefined, constantLimit(tail.limit ?? select.top));
  return { ...selectBody(binder, select.distinct, items.entries, clauses, end), rowsMax };
}

function clause(words: string, sql: string | undefined): string {
  return sql === undefined || sql === '' ? '' : words + sql;
}

function refuseUnsupported(select: Select): void {
  if (select.distinctOn !== undefined) throw notSupportedByRedshift('SELECT DISTINCT ON', select.pos);
  if (select.connectBy !== undefined) throw notSupported('CONNECT BY', select.pos);
}

function notSupportedByRedshift(feature: string, position: number): Error {
  return fail('feature_not_supported', `${feature} is not supported`, { position });
}

/** QUALIFY filters on window functions: one must be in it or in the select list. */
function bindQualify(
  binder: QueryBinder,
  qualify: Expression,
  items: SelectItems,
  scope: SelectScope,
): string {
  const windows = items.entries.some((entry) => entry.value.window);
  if (!windows && !binder.bindExpression(qualify, scope, 'qualify').window) {
    const message = 'QUALIFY clause requires a window function in the select list or in its condition';
    throw fail('syntax_error', message, { position: qualify.pos });
  }
  return bindCondition(binder, qualify, scope, 'qualify');
}

function bindOrderBy(
  binder: QueryBinder,
  select: Select,
  orderBy: OrderItem[],
  items: SelectItems,
  scope: SelectScope,
): string {
  if (orderBy.length === 0) return '';
  const columns = items.entries.map((entry) => ({ label: entry.label, sql: entry.value.sql }));
  return orderBySql(
    orderBy,
    columns,
    (expression, where) => binder.bindExpression(expression, scope, where),
    select.distinct,
  );
}

function checkGrouping(
  select: Select,
  orderBy: OrderItem[],
  grouping: Grouping | undefined,
  items: SelectItems,
  scope: SelectScope,
): void {
  const grouped =
    grouping !== undefined ||
    select.having !== undefined ||
    items.entries.some((entry) => entry.value.aggregate);
  if (!grouped) return;
  const check = new GroupingCheck(scope, grouping?.keys ?? new Set());
  for (const entry of items.entries) check.entry(entry);
  if (select.having !== undefined) check.expression(select.having);
  if (select.qualify !== undefined) check.expression(select.qualify);
  for (const item of orderBy) if (!isOutputName(item.expression, items)) check.expression(item.expression);
  check.innerUses(scope.innerUses);
}

function isOutputName(expression: Expression, items: SelectItems): boolean {
  if (expression.kind !== 'reference' || expression.parts.length > 1) return false;
  return items.entries.some((entry) => entry.label === expression.parts[0]!.name);
}

function selectBody(
  binder: QueryBinder,
  distinct: boolean,
  entries: SelectEntry[],
  clauses: string,
  end: string,
): BoundBody {
  const names = outputNames(entries.map((entry) => entry.label));
  const columns = entries.map((entry, index) => outputColumn(entry, names[index]!));
  const write = (conversions: (Conversion | undefined)[]) => {
    const list = entries.map((entry, index) => itemSql(entry, names[index]!, conversions[index]));
    return `SELECT ${distinct ? 'DISTINCT ' : ''}${list.join(', ')}${clauses}${end}`;
  };
  return {
    columns,
    // DISTINCT compares the values as they were before a conversion.
    render: (conversions = []) =>
      distinct && conversions.some((conversion) => conversion !== undefined)
        ? convertRows(binder, write([]), columns, conversions)
        : write(conversions),
  };
}

function outputColumn(entry: SelectEntry, emitted: string): BoundColumn {
  const { type, origin, literal, parameter } = entry.value;
  const column: BoundColumn = { name: entry.label, type, emitted };
  if (origin !== undefined) column.origin = origin;
  if (literal !== undefined) column.literal = literal;
  if (parameter !== undefined) column.parameter = parameter;
  return column;
}

function itemSql(entry: SelectEntry, name: string, conversion: Conversion | undefined): string {
  const sql = conversion === undefined ? entry.value.sql : conversion(entry.value);
  const quoted = quoteIdentifier(name);
  return sql === entry.value.sql && sql.endsWith(`.${quoted}`) ? sql : `${sql} AS ${quoted}`;
}

/** A level around a query that converts its columns. */
export function convertRows(
  binder: QueryBinder,
  sql: string,
  columns: BoundColumn[],
  conversions: (Conversion | undefined)[],
): string {
  const alias = quoteIdentifier(binder.uniqueName('q'));
  const list = columns.map((column, index) => {
    const name = quoteIdentifier(column.emitted);
    const value: TypedSql = { sql: `${alias}.${name}`, type: column.type };
    if (column.literal === null) value.literal = null;
    const converted = conversions[index]?.(value) ?? value.sql;
    return converted === value.sql ? value.sql : `${converted} AS ${name}`;
  });
  return `SELECT ${list.join(', ')} FROM (${sql}) AS ${alias}`;
}
