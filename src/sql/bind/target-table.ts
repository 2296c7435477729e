import { fail } from '#base/errors.ts';
import type { NamePart, QualifiedName } from '#sql/ast.ts';
import { type FromItem, nameRows } from '#sql/bind/from-item.ts';
import type { QueryBinder } from '#sql/bind/query-binder.ts';
import type { Relation, RelationColumn } from '#sql/catalog-reader.ts';
import type { RelationUse } from '#sql/plan.ts';

/** A table with rows of its own. */
export type TargetTable = Relation & { source: string };

export type ChangeVerb = 'insert into' | 'update' | 'delete from' | 'merge into';

/** The table that a statement changes. Throws 42P01 for an unknown name, 42809 for what holds no rows itself. */
export function requireTarget(binder: QueryBinder, name: QualifiedName, verb: ChangeVerb): TargetTable {
  const { pos } = name;
  const relation = binder.context.catalog.findRelation({
    name: name.name,
    ...(name.schema === undefined ? {} : { schema: name.schema }),
    ...(name.database === undefined ? {} : { database: name.database }),
  });
  if (relation === undefined) {
    const written = [name.database, name.schema, name.name].filter((part) => part !== undefined).join('.');
    throw fail('undefined_table', `relation "${written}" does not exist`, { position: pos });
  }
  if (relation.kind === 'system') {
    throw fail('insufficient_privilege', `permission denied for relation ${relation.name}`, {
      position: pos,
    });
  }
  if (relation.kind !== 'table' || relation.source === undefined) {
    const kind = relation.kind === 'late-binding view' ? 'view' : relation.kind;
    throw fail('wrong_object_type', `cannot ${verb} a ${kind}`, { position: pos });
  }
  if (relation.database !== binder.context.session.database) {
    const message = `cannot ${verb} a table of another database`;
    throw fail('feature_not_supported', message, { position: pos });
  }
  return relation as TargetTable;
}

/** The target as an item of FROM: conditions may read its columns, which is noted as reading. */
export function targetItem(
  binder: QueryBinder,
  target: TargetTable,
  alias: NamePart | undefined,
): { item: FromItem; use: RelationUse } {
  const use: RelationUse = { relation: target, access: 'read', columns: [] };
  const rows = {
    source: target.source,
    columns: target.columns.map((column) => ({ name: column.name, type: column.type, emitted: column.name })),
    name: target.name,
    schema: target.schema,
    database: target.database,
    use,
  };
  return { item: nameRows(binder, rows, alias && { name: alias }), use };
}

/** The column of the target that a list or SET names. Throws 42703. */
export function requireColumn(target: Relation, part: NamePart): RelationColumn {
  const found = target.columns.find((column) => column.name === part.name);
  if (found !== undefined) return found;
  throw fail('undefined_column', `column "${part.name}" of relation "${target.name}" does not exist`, {
    position: part.pos,
  });
}
