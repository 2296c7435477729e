import { notSupported } from '#base/errors.ts';
import type { Subselect, TableExpression } from '#sql/ast.ts';
import type { Scope } from '#sql/bind/binder-interface.ts';
import { type FromContext, type FromItem, nameRows } from '#sql/bind/from-item.ts';
import { bindJoin } from '#sql/bind/join.ts';
import { bindPivot } from '#sql/bind/pivot.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import { checkRelationNames } from '#sql/bind/relation-names.ts';
import type { RelationScope } from '#sql/bind/scope.ts';
import { bindSuperUnpivot } from '#sql/bind/super-unnest.ts';
import { bindTableFunction } from '#sql/bind/table-function.ts';
import { bindTableReference } from '#sql/bind/table-reference.ts';
import { bindUnpivot } from '#sql/bind/unpivot.ts';

/**
 * Binds the items of a FROM list from left to right and shows them in `scope`.
 * `outer` is what derived tables may see: the enclosing query, never their neighbours.
 */
export function bindFrom(
  binder: QueryBinder,
  tables: TableExpression[],
  scope: RelationScope,
  outer: Scope | undefined,
): FromItem[] {
  const items = tables.map((table) => {
    const item = bindTable(binder, table, scope, outer);
    scope.show(item);
    return item;
  });
  checkRelationNames(scope.relations);
  return items;
}

/** One table expression; `siblings` are the items to its left. */
export function bindTable(
  binder: QueryBinder,
  table: TableExpression,
  siblings: RelationScope,
  outer: Scope | undefined,
): FromItem {
  const context: FromContext = {
    binder,
    outer,
    siblings,
    bind: (inner, left) => bindTable(binder, inner, left, outer),
  };
  switch (table.kind) {
    case 'table':
      return bindTableReference(context, table);
    case 'subselect':
      return bindSubselect(context, table);
    case 'table-function':
      return bindTableFunction(context, table);
    case 'join':
      return bindJoin(context, table);
    case 'pivot':
      return bindPivot(context, table);
    case 'unpivot':
      return bindUnpivot(context, table);
    case 'super-unpivot':
      return bindSuperUnpivot(context, table);
  }
}

function bindSubselect(context: FromContext, table: Subselect): FromItem {
  if (table.lateral) throw notSupported('LATERAL', table.pos);
  const query = context.binder.bindQuery(table.query, context.outer);
  return nameRows(context.binder, { source: `(${query.sql})`, columns: query.columns }, table.alias);
}
