import type { Select } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { bindFrom } from '#sql/bind/from.ts';
import { bindOuterJoinMarks, hasOuterJoinMark } from '#sql/bind/outer-join-mark.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { SelectScope } from '#sql/bind/select-scope.ts';

export interface FromAndWhere {
  /** DuckDB text after FROM, or '' without one. */
  from: string;
  /** Binds WHERE, which comes after the select list: it may use its aliases. */
  bindWhere(): string | undefined;
}

/** FROM with WHERE, since Oracle's `(+)` in WHERE makes outer joins of the items of FROM. */
export function bindFromAndWhere(
  binder: QueryBinder,
  select: Select,
  scope: SelectScope,
  outer: Scope | undefined,
): FromAndWhere {
  const items = bindFrom(binder, select.from, scope, outer);
  const { where } = select;
  // A text without a plus needs no walk.
  if (where !== undefined && binder.context.text.includes('+') && hasOuterJoinMark(where)) {
    const joined = bindOuterJoinMarks(binder, items, where, scope);
    return { from: joined.from, bindWhere: () => joined.where };
  }
  return {
    from: items.map((item) => item.sql).join(', '),
    bindWhere: () => where && bindCondition(binder, where, scope, 'where'),
  };
}
