import { fail } from '#base/errors.ts';
import type { Expression, OuterJoinMark } from '#sql/ast.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { containsExpression, forEachChild, mapExpression } from '#sql/bind/expression-walk.ts';
import type { FromItem } from '#sql/bind/from-item.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { ScopeRelation } from '#sql/bind/scope.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

const isMark = (node: Expression): node is OuterJoinMark => node.kind === 'outer-join-mark';

/** True when `(+)` stands somewhere in the condition. */
export function hasOuterJoinMark(where: Expression): boolean {
  return containsExpression(where, isMark);
}

/** An item of FROM that `(+)` makes the optional side of an outer join. */
interface OptionalItem {
  item: FromItem;
  conditions: string[];
  needs: Set<FromItem>;
}

/**
 * Oracle's outer joins: every part of WHERE that marks columns of a table with `(+)` becomes a condition of
 * its LEFT JOIN, the rest stays in WHERE. Throws 0A000 in OR and IN, beside a JOIN, and where two tables are
 * marked in one condition.
 */
export function bindOuterJoinMarks(
  binder: QueryBinder,
  items: FromItem[],
  where: Expression,
  scope: SelectScope,
): { from: string; where: string | undefined } {
  refuseJoins(items, where);
  const optional = new Map<FromItem, OptionalItem>();
  const rest: string[] = [];
  for (const condition of conjuncts(where)) {
    if (!hasOuterJoinMark(condition)) rest.push(bindCondition(binder, condition, scope, 'where'));
    else addCondition(binder, condition, items, scope, optional);
  }
  return { from: joinText(items, optional, where.pos), where: rest.join(' AND ') || undefined };
}

function refuseJoins(items: FromItem[], where: Expression): void {
  if (items.every((item) => item.relations.length === 1)) return;
  const message = 'Outer join operator (+) cannot be used in a query that also contains ANSI join syntax';
  throw fail('feature_not_supported', message, { position: where.pos });
}

function conjuncts(where: Expression): Expression[] {
  return where.kind === 'logical' && where.operator === 'and' ? where.operands.flatMap(conjuncts) : [where];
}

function addCondition(
  binder: QueryBinder,
  condition: Expression,
  items: FromItem[],
  scope: SelectScope,
  optional: Map<FromItem, OptionalItem>,
): void {
  refuseOrAndIn(condition);
  const marked = new Set<FromItem>();
  const others = new Set<FromItem>();
  collect(condition, items, scope, marked, others);
  const [item, another] = [...marked];
  if (item === undefined || another !== undefined || others.has(item)) {
    const message = 'a predicate may reference only one outer-joined table';
    throw fail('feature_not_supported', message, { position: condition.pos });
  }
  const entry = optional.get(item) ?? { item, conditions: [], needs: new Set() };
  optional.set(item, entry);
  for (const other of others) entry.needs.add(other);
  const plain = mapExpression({ condition }, (node) => (isMark(node) ? node.operand : undefined)).condition;
  entry.conditions.push(bindCondition(binder, plain, scope, 'join condition'));
  for (const relation of item.relations) makeNullable(relation);
}

function refuseOrAndIn(condition: Expression): void {
  const bad = containsExpression(
    condition,
    (node) =>
      ((node.kind === 'logical' && node.operator === 'or') ||
        node.kind === 'in' ||
        node.kind === 'in-subquery') &&
      hasOuterJoinMark(node),
  );
  if (!bad) return;
  const message = 'Outer join operator (+) not allowed in operand of OR or IN.';
  throw fail('feature_not_supported', message, { position: condition.pos });
}

function collect(
  node: Expression,
  items: FromItem[],
  scope: SelectScope,
  marked: Set<FromItem>,
  others: Set<FromItem>,
): void {
  const column = isMark(node) ? node.operand : node;
  if (column.kind === 'reference') {
    const relation = scope.find(column.parts)?.column.relation;
    const item = items.find((candidate) => relation !== undefined && candidate.relations.includes(relation));
    if (item !== undefined) (isMark(node) ? marked : others).add(item);
    return;
  }
  forEachChild(node, (child) => collect(child, items, scope, marked, others));
}

function makeNullable(relation: ScopeRelation): void {
  for (const column of relation.columns) {
    if (column.origin?.notNull) column.origin = { ...column.origin, notNull: false };
  }
}

/** Plain items first, then each optional one after those that its conditions read. */
function joinText(items: FromItem[], optional: Map<FromItem, OptionalItem>, position: number): string {
  const placed = new Set(items.filter((item) => !optional.has(item)));
  let text = [...placed].map((item) => item.sql).join(' CROSS JOIN ');
  const waiting = new Set(optional.values());
  while (waiting.size > 0) {
    const next = [...waiting].find((entry) => [...entry.needs].every((item) => placed.has(item)));
    if (next === undefined || text === '') {
      throw fail('feature_not_supported', 'tables are outer joined to each other', { position });
    }
    waiting.delete(next);
    placed.add(next.item);
    text += ` LEFT JOIN ${next.item.sql} ON ${next.conditions.join(' AND ')}`;
  }
  return text;
}
