import { fail } from '#base/errors.ts';
import type { Delete } from '#sql/ast.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { bindFrom } from '#sql/bind/from.ts';
import { refuseReturning } from '#sql/bind/insert.ts';
import { changePlan } from '#sql/bind/modify-plan.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { checkRelationNames } from '#sql/bind/relation-names.ts';
import { RelationScope } from '#sql/bind/scope.ts';
import { requireTarget, targetItem } from '#sql/bind/target-table.ts';
import { whereSql } from '#sql/bind/update.ts';
import { bindWith } from '#sql/bind/with.ts';
import type { ModifyPlan } from '#sql/plan.ts';

/** DELETE … USING. The target has no alias: Redshift's grammar does not know one. */
export function bindDelete(binder: QueryBinder, statement: Delete): ModifyPlan {
  refuseReturning(statement);
  if (statement.alias !== undefined) {
    const { name, pos } = statement.alias;
    throw fail('syntax_error', `syntax error at or near "${name}"`, { position: pos });
  }
  const common = statement.with && bindWith(binder, statement.with, undefined);
  const target = requireTarget(binder, statement.table, 'delete from');
  const { item, use } = targetItem(binder, target, undefined);
  const scope = new RelationScope(common?.scope);
  scope.show(item);
  const using = bindFrom(binder, statement.using, new RelationScope(common?.scope), common?.scope);
  for (const each of using) scope.show(each);
  checkRelationNames(scope.relations);
  const where = statement.where && bindCondition(binder, statement.where, scope, 'where');
  const usingSql = using.length === 0 ? '' : ` USING ${using.map((each) => each.sql).join(', ')}`;
  const sql = `${common?.render() ?? ''}DELETE FROM ${item.sql}${usingSql}${whereSql(where)}`;
  return changePlan(
    binder,
    'delete',
    target,
    [sql],
    [{ relation: target, access: 'delete' }, ...(use.columns!.length > 0 ? [use] : [])],
  );
}
