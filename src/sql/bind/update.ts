import { fail } from '#base/errors.ts';
import type { Assignment, Update } from '#sql/ast.ts';
import { assignedSql, refuseIdentity } from '#sql/bind/assignment.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { bindFrom } from '#sql/bind/from.ts';
import type { FromItem } from '#sql/bind/from-item.ts';
import { refuseReturning } from '#sql/bind/insert.ts';
import { changePlan } from '#sql/bind/modify-plan.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { checkRelationNames } from '#sql/bind/relation-names.ts';
import { RelationScope } from '#sql/bind/scope.ts';
import { isOn } from '#sql/bind/session-setting.ts';
import { failWhenSeveral } from '#sql/bind/several-matches.ts';
import { requireColumn, requireTarget, targetItem } from '#sql/bind/target-table.ts';
import { bindWith } from '#sql/bind/with.ts';
import type { Relation } from '#sql/catalog-reader.ts';
import type { ModifyPlan } from '#sql/plan.ts';
import { quoteIdentifier } from '#sql/quote.ts';

/** UPDATE. Where FROM gives a row several matches, one of them is taken and the row counts once. */
export function bindUpdate(binder: QueryBinder, update: Update): ModifyPlan {
  refuseReturning(update);
  const common = update.with && bindWith(binder, update.with, undefined);
  const target = requireTarget(binder, update.table, 'update');
  const { item, use } = targetItem(binder, target, update.alias);
  const scope = new RelationScope(common?.scope);
  scope.show(item);
  const from = bindFrom(binder, update.from, new RelationScope(common?.scope), common?.scope);
  for (const each of from) scope.show(each);
  checkRelationNames(scope.relations);
  const assigned = bindAssignments(binder, update.set, target, scope);
  const where = update.where && bindCondition(binder, update.where, scope, 'where');
  const joined = [item, ...from].map((each) => each.sql).join(', ') + whereSql(where);
  const sql =
    from.length === 0
      ? `UPDATE ${item.sql} SET ${setList(assigned)}${whereSql(where)}`
      : updateFrom(binder, target, item, joined, assigned);
  const refusesSeveral = from.length > 0 && isOn(binder, 'error_on_nondeterministic_update');
  const statements = refusesSeveral ? [failWhenSeveral(joined, item), sql] : [sql];
  const withSql = common?.render() ?? '';
  const columns = assigned.map(({ column }) => column);
  return changePlan(
    binder,
    'update',
    target,
    statements.map((statement) => withSql + statement),
    [{ relation: target, access: 'update', columns }, ...(use.columns!.length > 0 ? [use] : [])],
  );
}

interface Assigned {
  column: string;
  sql: string;
}

/** SET: each column once, none that only its generator fills. */
export function bindAssignments(
  binder: QueryBinder,
  set: Assignment[],
  target: Relation,
  scope: Scope,
): Assigned[] {
  const seen = new Set<string>();
  return set.map((assignment) => {
    // A qualified name would be an attribute of a column, which cannot be set by itself.
    const part = assignment.column[0]!;
    const column = requireColumn(target, part);
    if (assignment.column.length > 1) {
      throw fail('feature_not_supported', 'a part of a column cannot be updated', { position: part.pos });
    }
    if (seen.has(column.name)) {
      const message = `multiple assignments to same column "${column.name}"`;
      throw fail('syntax_error', message, { position: part.pos });
    }
    seen.add(column.name);
    refuseIdentity(column, assignment.pos);
    return { column: column.name, sql: assignedSql(binder, assignment.value, column, scope, 'set') };
  });
}

export function setList(assigned: Assigned[]): string {
  return assigned.map(({ column, sql }) => `${quoteIdentifier(column)} = ${sql}`).join(', ');
}

export function whereSql(where: string | undefined): string {
  return where === undefined ? '' : ` WHERE ${where}`;
}

/** DuckDB would count a row once per match; DISTINCT ON leaves one match per row. */
function updateFrom(
  binder: QueryBinder,
  target: { source: string },
  item: FromItem,
  joined: string,
  assigned: Assigned[],
): string {
  const outer = quoteIdentifier(binder.uniqueName('target'));
  const matches = quoteIdentifier(binder.uniqueName('matches'));
  const values = assigned.map(({ sql }, index) => `, ${sql} AS v${index}`).join('');
  const select = `SELECT DISTINCT ON (${item.alias}.rowid) ${item.alias}.rowid AS r${values}`;
  const list = assigned.map(({ column }, index) => ({ column, sql: `${matches}.v${index}` }));
  return (
    `UPDATE ${target.source} AS ${outer} SET ${setList(list)} ` +
    `FROM (${select} FROM ${joined}) AS ${matches} WHERE ${outer}.rowid = ${matches}.r`
  );
}
