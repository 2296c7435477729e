import { fail } from '#base/errors.ts';
import type { AlterView } from '#sql/ast.ts';
import { changeOwner, renameRelation, setSchema } from '#warehouse/definitions/alter-relation.ts';
import { findTable } from '#warehouse/definitions/find-relation.ts';
import type { StatementResult } from '#warehouse/result.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER VIEW … RENAME TO, OWNER TO, SET SCHEMA. */
export async function alterView(statement: AlterView, context: StatementContext): Promise<StatementResult> {
  const { action, name } = statement;
  const row = findTable(context, name);
  if (row.kind === 'table')
    throw fail('wrong_object_type', `"${row.name}" is not a view`, { position: name.pos });
  switch (action.kind) {
    case 'rename':
      await renameRelation(context, row, action.to.name);
      break;
    case 'owner':
      await changeOwner(context, row, action.owner);
      break;
    case 'set schema':
      await setSchema(context, row, action.schema);
      break;
  }
  return context.done('ALTER VIEW');
}
