import { fail } from '#base/errors.ts';
import type { Join, NamePart } from '#sql/ast.ts';
import type { ResolvedName, TypedSql } from '#sql/bind/binder-interface.ts';
import { bindCondition } from '#sql/bind/condition.ts';
import { castTo, commonType } from '#sql/bind/expressions/coerce.ts';
import type { FromContext, FromItem } from '#sql/bind/from-item.ts';
import { checkRelationNames } from '#sql/bind/relation-names.ts';
import { columnValue, NameScope, RelationScope, type ScopeColumn } from '#sql/bind/scope.ts';

/** A JOIN. USING and NATURAL become conditions between qualified columns, so that every name stays certain. */
export function bindJoin(context: FromContext, join: Join): FromItem {
  const left = context.bind(join.left, context.siblings);
  const right = context.bind(join.right, withLeft(context, left));
  checkRelationNames([...left.relations, ...right.relations]);
  if (right.sql.startsWith('LATERAL ') && (join.type === 'right' || join.type === 'full')) {
    throw fail(
      'feature_not_supported',
      `${join.type.toUpperCase()} JOIN with an unnested SUPER value is not supported`,
    );
  }
  const merged = mergedNames(join, left, right);
  const rightSql = join.right.kind === 'join' ? `(${right.sql})` : right.sql;
  const condition = joinCondition(context, join, merged, left, right);
  return {
    sql: `${left.sql} ${joinWords[join.type]} ${rightSql}${condition === undefined ? '' : ` ON ${condition}`}`,
    ...joinedColumns(context, join, merged, left, right),
  };
}

const joinWords = {
  inner: 'JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  full: 'FULL JOIN',
  cross: 'CROSS JOIN',
};

function withLeft(context: FromContext, left: FromItem): RelationScope {
  const scope = new RelationScope(context.outer);
  scope.show(context.siblings);
  scope.show(left);
  return scope;
}

interface MergedColumn {
  name: string;
  left: ScopeColumn;
  right: ScopeColumn;
}

function mergedNames(join: Join, left: FromItem, right: FromItem): MergedColumn[] {
  if (join.using !== undefined) {
    return join.using.map((part) => ({
      name: part.name,
      left: usingColumn(part, left, 'left'),
      right: usingColumn(part, right, 'right'),
    }));
  }
  if (!join.natural) return [];
  return left.columns.flatMap((column) => {
    if (column.hidden) return [];
    const other = right.columns.find((candidate) => candidate.name === column.name && !candidate.hidden);
    return other === undefined ? [] : [{ name: column.name, left: column, right: other }];
  });
}

function usingColumn(part: NamePart, item: FromItem, side: string): ScopeColumn {
  const found = item.columns.filter((column) => column.name === part.name);
  if (found.length === 1) return found[0]!;
  if (found.length === 0) {
    const message = `column "${part.name}" specified in USING clause does not exist in ${side} table`;
    throw fail('undefined_column', message, { position: part.pos });
  }
  const message = `common column name "${part.name}" appears more than once in ${side} table`;
  throw fail('ambiguous_column', message, { position: part.pos });
}

function joinCondition(
  context: FromContext,
  join: Join,
  merged: MergedColumn[],
  left: FromItem,
  right: FromItem,
): string | undefined {
  if (join.type === 'cross') return undefined;
  if (join.on !== undefined) {
    const scope = new RelationScope(context.outer);
    scope.show(left);
    scope.show(right);
    return bindCondition(context.binder, join.on, scope, 'join condition');
  }
  if (merged.length === 0) return 'TRUE';
  return merged.map((column) => equality(context, column)).join(' AND ');
}

function equality(context: FromContext, merged: MergedColumn): string {
  const reference = (name: string) => ({
    kind: 'reference' as const,
    parts: [{ name, quoted: false, pos: 0, end: 0 }],
    pos: 0,
    end: 0,
  });
  const condition = {
    kind: 'comparison' as const,
    operator: '=' as const,
    left: reference('left'),
    right: reference('right'),
    pos: 0,
    end: 0,
  };
  return context.binder.bindExpression(condition, new PairScope(merged), 'join condition').sql;
}

/** Names the two columns of a USING equality `left` and `right`. */
class PairScope extends NameScope {
  private readonly pair: MergedColumn;

  constructor(pair: MergedColumn) {
    super(undefined);
    this.pair = pair;
  }

  override resolve(parts: NamePart[]): ResolvedName {
    const column = parts[0]!.name === 'left' ? this.pair.left : this.pair.right;
    return { column: columnValue(column), rest: [] };
  }
}

/** Merged columns first, then what is left of both sides, as `*` shows them. */
function joinedColumns(
  context: FromContext,
  join: Join,
  merged: MergedColumn[],
  left: FromItem,
  right: FromItem,
): Omit<FromItem, 'sql'> {
  if (join.type === 'left' || join.type === 'full') right.relations.forEach(makeNullable);
  if (join.type === 'right' || join.type === 'full') left.relations.forEach(makeNullable);
  const relations = [...left.relations, ...right.relations];
  if (merged.length === 0) return { relations, columns: [...left.columns, ...right.columns] };
  const gone = new Set(merged.flatMap((column) => [column.left, column.right]));
  const rest = [...left.columns, ...right.columns].filter((column) => !gone.has(column));
  return { relations, columns: [...merged.map((column) => mergedColumn(context, join, column)), ...rest] };
}

function makeNullable(relation: { columns: ScopeColumn[] }): void {
  for (const column of relation.columns) {
    if (column.origin?.notNull) column.origin = { ...column.origin, notNull: false };
  }
}

function mergedColumn(context: FromContext, join: Join, merged: MergedColumn): ScopeColumn {
  if (join.type !== 'full') return join.type === 'right' ? merged.right : merged.left;
  const type = commonType([merged.left.type, merged.right.type]);
  const cast = (value: TypedSql) => castTo(context.binder, value, type, false).sql;
  const sql = `COALESCE(${cast(columnValue(merged.left))}, ${cast(columnValue(merged.right))})`;
  return { name: merged.name, type, sql };
}
