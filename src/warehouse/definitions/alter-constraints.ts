import { fail } from '#base/errors.ts';
import type { TableConstraint } from '#sql/ast.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { storeRelation } from '#warehouse/definitions/alter-relation.ts';
import { withConstraint } from '#warehouse/definitions/constraints.ts';
import { dependentsExist, dependentsOf } from '#warehouse/definitions/dependents.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** A primary key needs columns that are NOT NULL already (Amazon Redshift, "ALTER TABLE", ADD table_constraint). */
export async function addConstraint(
  context: StatementContext,
  row: RelationRow,
  constraint: TableConstraint,
): Promise<void> {
  const constraints = withConstraint(context, row, constraint);
  const added = constraints.at(-1);
  const nullable = row.columns.find(
    (column) => added?.kind === 'p' && added.columns.includes(column.number) && !column.notNull,
  );
  if (nullable) {
    throw fail(
      'feature_not_supported',
      `ALTER TABLE ADD PRIMARY KEY cannot be applied to nullable column "${nullable.name}"`,
      { position: constraint.pos },
    );
  }
  await storeRelation(context, { ...row, constraints });
}

/** A key that foreign keys need goes only with CASCADE, and they with it. */
export async function dropConstraint(
  context: StatementContext,
  row: RelationRow,
  { name, cascade }: { name: string; cascade: boolean },
): Promise<void> {
  const dropped = row.constraints.find((constraint) => constraint.name === name);
  if (!dropped) throw fail('undefined_object', `constraint "${name}" does not exist`);
  const { referrers } = dependentsOf(context.catalog, [row]);
  const needing =
    dropped.kind === 'f'
      ? []
      : referrers.filter(({ row: referrer }) => needs(referrer, row, dropped.columns));
  if (needing.length > 0 && !cascade) {
    throw dependentsExist(`constraint ${name} on table ${row.name}`, { views: [], referrers: needing });
  }
  for (const { row: referrer } of needing) {
    const constraints = referrer.constraints.filter((key) => !pointsTo(key, row, dropped.columns));
    await storeRelation(context, { ...referrer, constraints });
  }
  await context.apply(context.catalog.putComment('constraint', dropped.oid, 0, null));
  await storeRelation(context, {
    ...row,
    constraints: row.constraints.filter((constraint) => constraint !== dropped),
  });
}

function needs(referrer: RelationRow, target: RelationRow, columns: number[]): boolean {
  return referrer.constraints.some((key) => pointsTo(key, target, columns));
}

function pointsTo(key: RelationRow['constraints'][number], target: RelationRow, columns: number[]): boolean {
  return (
    key.foreignRelationOid === target.oid && key.foreignColumns.every((number) => columns.includes(number))
  );
}
