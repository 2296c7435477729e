import { fail, notSupported } from '#base/errors.ts';
import type { AlterTable, QualifiedName, Span } from '#sql/ast.ts';
import type { RelationRow } from '#warehouse/catalog-interface.ts';
import { alterColumnType } from '#warehouse/definitions/alter-column-type.ts';
import { addColumn, dropColumn, renameColumn } from '#warehouse/definitions/alter-columns.ts';
import { addConstraint, dropConstraint } from '#warehouse/definitions/alter-constraints.ts';
import { alterEncodings, alterLayout } from '#warehouse/definitions/alter-layout.ts';
import {
  changeOwner,
  lockForChange,
  renameRelation,
  setSchema,
} from '#warehouse/definitions/alter-relation.ts';
import { appendTable } from '#warehouse/definitions/append-table.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER TABLE (Amazon Redshift, "ALTER TABLE"). Views may be renamed, moved and given away by it too. */
export async function alterTable(
  statement: AlterTable & Span,
  context: StatementContext,
): Promise<StatementResult> {
  const row = findTable(context, statement.table);
  await alter(context, row, statement);
  return context.done('ALTER TABLE');
}

async function alter(
  context: StatementContext,
  row: RelationRow,
  { action, table }: AlterTable,
): Promise<void> {
  switch (action.kind) {
    case 'rename':
      return renameRelation(context, row, action.to.name);
    case 'owner':
      return changeOwner(context, row, action.owner);
    case 'set schema':
      return setSchema(context, row, action.schema);
    case 'append':
      return appendTable(context, row, action, table);
    case 'other':
      throw notSupported(`ALTER TABLE ${action.name}`, table.pos);
    case 'alter column default':
      throw fail('feature_not_supported', 'ALTER COLUMN SET/DROP DEFAULT is not supported');
    case 'alter column not null':
      throw fail('feature_not_supported', 'ALTER COLUMN SET/DROP NOT NULL is not supported');
    default:
      return alterDefinition(context, row, action, table);
  }
}

type DefinitionAction = Exclude<
  AlterTable['action'],
  {
    kind:
      | 'rename'
      | 'owner'
      | 'set schema'
      | 'append'
      | 'other'
      | 'alter column default'
      | 'alter column not null';
  }
>;

/** What only tables have. */
async function alterDefinition(
  context: StatementContext,
  row: RelationRow,
  action: DefinitionAction,
  name: QualifiedName,
): Promise<void> {
  if (row.kind !== 'table')
    throw fail('wrong_object_type', `"${row.name}" is not a table`, { position: name.pos });
  if (action.kind === 'alter column type') context.requireOutsideTransaction('ALTER TABLE ALTER COLUMN');
  const locked = await lockForChange(context, row);
  switch (action.kind) {
    case 'add column':
      return addColumn(context, locked, action.column);
    case 'drop column':
      return dropColumn(context, locked, action);
    case 'rename column':
      return renameColumn(context, locked, action.column, action.to);
    case 'add constraint':
      return addConstraint(context, locked, action.constraint);
    case 'drop constraint':
      return dropConstraint(context, locked, action);
    case 'alter column type':
      return alterColumnType(context, locked, action.column, action.type);
    case 'alter column encode':
      return alterEncodings(context, locked, [action, ...(action.others ?? [])]);
    case 'attributes':
      return alterLayout(context, locked, action.attributes);
  }
}
