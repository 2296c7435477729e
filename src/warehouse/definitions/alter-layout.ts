import { fail } from '#base/errors.ts';
import type { NamePart, TableAttributes } from '#sql/ast.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { findColumn } from '#warehouse/definitions/alter-columns.ts';
import { storeRelation } from '#warehouse/definitions/alter-relation.ts';
import { checkedEncoding } from '#warehouse/definitions/encodings.ts';
import { withDistKey, withEncodings, withSortKey } from '#warehouse/definitions/table-layout.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** ALTER COLUMN … ENCODE, one or more: the table's encodings are no longer automatic. */
export async function alterEncodings(
  context: StatementContext,
  row: RelationRow,
  changes: { column: NamePart; encode: string }[],
): Promise<void> {
  if (row.sortKeyStyle === 'interleaved') {
    throw fail(
      'feature_not_supported',
      'ALTER COLUMN ENCODE is not supported for tables with interleaved sort keys',
    );
  }
  let { columns } = row;
  const done = new Set<string>();
  for (const change of changes) {
    const column = findColumn(row, change.column);
    const encoding = checkedEncoding(change.encode, column.type, column.name);
    if (done.has(column.name) || column.encoding === encoding) {
      throw fail(
        'feature_not_supported',
        `cannot alter column "${column.name}" to the same encoding or twice`,
        {
          position: change.column.pos,
        },
      );
    }
    done.add(column.name);
    columns = columns.map((other) => (other.name === column.name ? { ...other, encoding } : other));
  }
  await storeRelation(context, { ...row, columns, encodeAuto: false });
}

/** ALTER DISTSTYLE, DISTKEY, SORTKEY and ENCODE AUTO, alone or together. */
export async function alterLayout(
  context: StatementContext,
  row: RelationRow,
  attributes: TableAttributes,
): Promise<void> {
  refuseUnsupported(row, attributes);
  const distributed = withDistribution(row, attributes);
  const sorted = withSorting(distributed, attributes);
  await storeRelation(context, { ...sorted, encodeAuto: attributes.encodeAuto ?? row.encodeAuto });
}

function refuseUnsupported(row: RelationRow, { distStyle, sortKey }: TableAttributes): void {
  if (sortKey?.style === 'interleaved') {
    throw fail('feature_not_supported', 'ALTER INTERLEAVED SORTKEY is not supported');
  }
  if (distStyle === undefined) return;
  if (row.sortKeyStyle === 'interleaved') {
    throw fail(
      'feature_not_supported',
      'ALTER DISTSTYLE is not supported for tables with interleaved sort keys',
    );
  }
  if (row.sessionPid !== undefined && distStyle !== 'key') {
    throw fail('feature_not_supported', 'ALTER DISTSTYLE is not supported for temporary tables');
  }
}

function withDistribution(row: RelationRow, { distStyle, distKey }: TableAttributes): RelationRow {
  if (distStyle === undefined) return row;
  if (distStyle === 'key' && !distKey) {
    throw fail('invalid_table_definition', 'DISTKEY column must be specified for DISTSTYLE KEY');
  }
  return { ...row, distStyle, columns: withDistKey(row.name, row.columns, distKey) };
}

/** SORTKEY AUTO keeps the key that is there; columns that enter or leave the key are encoded anew if automatic. */
function withSorting(row: RelationRow, { sortKey }: TableAttributes): RelationRow {
  if (sortKey === undefined) return row;
  if (sortKey.style === 'auto') return { ...row, sortKeyStyle: 'auto' };
  const columns = withSortKey(row.name, row.columns, sortKey);
  const sortKeyStyle = sortKey.columns.length === 0 ? 'none' : 'compound';
  return { ...row, sortKeyStyle, columns: reencoded(row, columns) };
}

function reencoded(row: RelationRow, columns: ColumnRow[]): ColumnRow[] {
  const isSorted = ({ sortKeyPosition }: ColumnRow) => sortKeyPosition !== 0;
  const open = columns.map((column, index) => {
    const before = row.columns[index];
    const changes = before !== undefined && isSorted(before) !== isSorted(column);
    return changes && row.encodeAuto ? { ...column, encoding: '' } : column;
  });
  return withEncodings(open, row.sessionPid !== undefined);
}
