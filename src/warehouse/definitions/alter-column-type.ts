import { fail } from '#base/errors.ts';
import type { NamePart, TypeName } from '#sql/ast.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { engineTableName } from '#warehouse/catalog/reader.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { findColumn } from '#warehouse/definitions/alter-columns.ts';
import { storeRelation } from '#warehouse/definitions/alter-relation.ts';
import { viewsOnColumn } from '#warehouse/definitions/column-dependents.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** Encodings whose blocks depend on the size (Amazon Redshift, "ALTER TABLE", ALTER COLUMN TYPE). */
const fixedEncodings = ['bytedict', 'runlength', 'text255', 'text32k'];

/** Changes the size of a VARCHAR column, the only change of type that Redshift makes. */
export async function alterColumnType(
  context: StatementContext,
  row: RelationRow,
  part: NamePart,
  typeName: TypeName,
): Promise<void> {
  const column = findColumn(row, part);
  const type = resolveTypeName(typeName);
  const refuse = (reason: string) =>
    fail(
      'feature_not_supported',
      `cannot alter column "${column.name}" of relation "${row.name}", ${reason}`,
      {
        position: typeName.pos,
      },
    );
  if (column.type.name !== 'varchar' || type.name !== 'varchar') {
    throw refuse('only the size of a column of type varchar can be changed');
  }
  if (column.type.length === type.length) throw refuse('target column size should be different');
  const reason = obstacle(row, column);
  if (reason) throw refuse(reason);
  const [view] = viewsOnColumn(context, row, column.name);
  if (view) {
    throw fail('feature_not_supported', 'cannot alter type of a column used by a view or rule', {
      detail: `view ${view.name} depends on column "${column.name}"`,
    });
  }
  if (type.length < column.type.length && (await longest(context, row, column)) > type.length) {
    throw refuse('target column size is smaller than the longest value of the column');
  }
  const columns = row.columns.map((other) => (other === column ? { ...other, type } : other));
  await storeRelation(context, { ...row, columns });
}

function obstacle(row: RelationRow, column: ColumnRow): string | undefined {
  if (fixedEncodings.includes(column.encoding)) return `column is encoded ${column.encoding.toUpperCase()}`;
  if (column.defaultText !== undefined) return 'column has a default value';
  if (row.constraints.some(({ columns }) => columns.includes(column.number))) {
    return 'column has a UNIQUE, PRIMARY KEY or FOREIGN KEY constraint';
  }
  return undefined;
}

async function longest(context: StatementContext, row: RelationRow, column: ColumnRow): Promise<number> {
  const [first] = await context.engine.rows(
    `SELECT CAST(coalesce(max(strlen(${quoteIdentifier(column.name)})), 0) AS INTEGER) FROM ${engineTableName(row)}`,
  );
  return Number(first?.[0] ?? 0);
}
