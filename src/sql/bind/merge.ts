import { fail } from '#base/errors.ts';
import type { Expression, Merge } from '#sql/ast.ts';
import { assignedSql, defaultSql } from '#sql/bind/assignment.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { coerceForAssignment } from '#sql/bind/expressions/coerce.ts';
import { bindTable } from '#sql/bind/from.ts';
import type { FromItem } from '#sql/bind/from-item.ts';
import { intoSql, listedColumns } from '#sql/bind/insert.ts';
import { changePlan } from '#sql/bind/modify-plan.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { checkRelationNames } from '#sql/bind/relation-names.ts';
import { columnValue, RelationScope } from '#sql/bind/scope.ts';
import { failWhenSeveral } from '#sql/bind/several-matches.ts';
import { requireTarget, targetItem } from '#sql/bind/target-table.ts';
import { bindAssignments, setList } from '#sql/bind/update.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { ModifyPlan, RelationUse } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';

type Target = Relation & { source: string };

/** The parts of a MERGE that both its forms use. */
interface MergeParts {
  target: Target;
  targetItem: FromItem;
  source: FromItem;
  /** Sees target and source. */
  both: RelationScope;
  condition: string;
}

/** MERGE with WHEN clauses, or with REMOVE DUPLICATES. */
export function bindMerge(binder: QueryBinder, merge: Merge): ModifyPlan {
  if (merge.alias !== undefined) {
    const { name, pos } = merge.alias;
    throw fail('syntax_error', `syntax error at or near "${name}"`, { position: pos });
  }
  const target = requireTarget(binder, merge.table, 'merge into');
  const { item, use } = targetItem(binder, target, undefined);
  const source = bindTable(binder, merge.source, new RelationScope(undefined), undefined);
  const both = new RelationScope(undefined);
  both.show(item);
  both.show(source);
  checkRelationNames(both.relations);
  requireEquijoin(merge.on, item, source, both);
  const condition = bindCondition(binder, merge.on, both, 'join condition');
  const parts: MergeParts = { target, targetItem: item, source, both, condition };
  const statements = merge.removeDuplicates
    ? replaceRows(binder, parts, merge)
    : mergeRows(binder, parts, merge);
  return changePlan(binder, 'merge', target, statements, [...targetUses(merge, target), use]);
}

function targetUses(merge: Merge, target: Relation): RelationUse[] {
  const changes = new Set<RelationUse['access']>(['insert']);
  if (merge.matched !== undefined) changes.add(merge.matched.action);
  if (merge.removeDuplicates) changes.add('delete');
  return [...changes].map((access) => ({ relation: target, access }));
}

/** ON must compare a column of the target with one of the source. */
function requireEquijoin(on: Expression, target: FromItem, source: FromItem, scope: RelationScope): void {
  const sideOf = (node: Expression): FromItem | undefined => {
    const relation = node.kind === 'reference' ? scope.find(node.parts)?.column.relation : undefined;
    if (relation === undefined) return undefined;
    if (target.relations.includes(relation)) return target;
    return source.relations.includes(relation) ? source : undefined;
  };
  const found = conjuncts(on).some((node) => {
    if (node.kind !== 'comparison' || node.operator !== '=') return false;
    const [left, right] = [sideOf(node.left), sideOf(node.right)];
    return left === target ? right !== target : right === target;
  });
  if (found) return;
  const message = 'Target table must be part of an equijoin predicate';
  throw fail('feature_not_supported', message, { position: on.pos });
}

function conjuncts(node: Expression): Expression[] {
  return node.kind === 'logical' && node.operator === 'and' ? node.operands.flatMap(conjuncts) : [node];
}

/** WHEN MATCHED and WHEN NOT MATCHED; before an UPDATE, a row that two source rows match ends the statement. */
function mergeRows(binder: QueryBinder, parts: MergeParts, merge: Merge): string[] {
  const { targetItem: item, source, condition } = parts;
  const clauses = matchedSql(binder, parts, merge) + notMatchedSql(binder, parts, merge);
  const statement = `MERGE INTO ${item.sql} USING ${usingSql(source)} ON ${condition}${clauses}`;
  if (merge.matched?.action !== 'update') return [statement];
  const join = `${item.sql} JOIN ${source.sql} ON ${condition}`;
  return [failWhenSeveral(join, item), statement];
}

/** MERGE takes one relation: what is more becomes one by parentheses. */
function usingSql(source: FromItem): string {
  return source.relations.length === 1 ? source.sql : `(${source.sql})`;
}

function matchedSql(binder: QueryBinder, parts: MergeParts, { matched }: Merge): string {
  if (matched === undefined) return '';
  if (matched.action === 'delete') return ' WHEN MATCHED THEN DELETE';
  const assigned = bindAssignments(binder, matched.set, parts.target, parts.both);
  return ` WHEN MATCHED THEN UPDATE SET ${setList(assigned)}`;
}

function notMatchedSql(binder: QueryBinder, parts: MergeParts, { notMatched, on }: Merge): string {
  if (notMatched === undefined) return '';
  const { target, source } = parts;
  const columns = listedColumns(target, notMatched.columns);
  if (columns.length !== notMatched.values.length) {
    const more = columns.length > notMatched.values.length;
    if (!more || notMatched.columns !== undefined) {
      const message = more
        ? 'INSERT has more target columns than expressions'
        : 'INSERT has more expressions than target columns';
      throw fail('syntax_error', message, { position: notMatched.values[0]?.pos ?? on.pos });
    }
  }
  const scope = new RelationScope(undefined);
  scope.show(source);
  const named = columns.slice(0, notMatched.values.length);
  const cells = notMatched.values.map((value, index) =>
    assignedSql(binder, value, named[index]!, scope, 'values'),
  );
  const defaulted = target.columns.flatMap((column) => {
    const sql = named.includes(column) ? undefined : defaultSql(binder, column);
    return sql === undefined ? [] : [{ name: column.name, sql }];
  });
  const names = [...named, ...defaulted].map((column) => quoteIdentifier(column.name)).join(', ');
  const values = [...cells, ...defaulted.map((column) => column.sql)].join(', ');
  return ` WHEN NOT MATCHED THEN INSERT (${names}) VALUES (${values})`;
}

/** REMOVE DUPLICATES: rows of the target that the source matches go, all rows of the source come. */
function replaceRows(binder: QueryBinder, parts: MergeParts, merge: Merge): string[] {
  const { target, targetItem: item, source, condition } = parts;
  const columns = source.columns.filter((column) => !column.hidden);
  if (columns.length !== target.columns.length) {
    const message = 'source and target of MERGE REMOVE DUPLICATES must have the same number of columns';
    throw fail('syntax_error', message, { position: merge.table.pos });
  }
  const values = columns.map((column, index) => {
    const to = target.columns[index]!;
    return coerceForAssignment(binder, columnValue(column), to.type, to, merge.table.pos);
  });
  return [
    `DELETE FROM ${item.sql} USING ${source.sql} WHERE ${condition}`,
    `${intoSql(target, target.columns)} SELECT ${values.join(', ')} FROM ${source.sql}`,
  ];
}
