import { fail } from '#base/errors.ts';
import type { UnloadOptions } from '#sql/copy/unload-options.ts';
import { runtimeErrorWith } from '#sql/engine/runtime-error.ts';
import { formatType } from '#sql/types.ts';
import { fieldText, type UnloadColumn } from '#warehouse/unload/render/field-text.ts';

/** A column of PARTITION BY: `folder` is its name in the engine's paths. */
export interface PartitionKey {
  column: UnloadColumn;
  folder: string;
  sql: string;
}

const keyTypes = new Set([
  'int2',
  'int4',
  'int8',
  'numeric',
  'float4',
  'bool',
  'char',
  'varchar',
  'text',
  'unknown',
  'name',
  'date',
  'timestamp',
]);

/** The longest name of a folder is 255 bytes, `p00=` included; the engine writes a byte as up to three. */
const folderBytesMax = 240;

/**
 * The columns of PARTITION BY in its order, and those that stay in the files.
 * @throws RedshiftError for a name that is no column of the query, a type that names no folder, or nothing left for the files
 */
export function partitionKeys(
  columns: readonly UnloadColumn[],
  partition: UnloadOptions['partition'],
): { keys: PartitionKey[]; kept: readonly UnloadColumn[] } {
  if (!partition) return { keys: [], kept: columns };
  const keys = partition.columns.map((name, index) => partitionKey(columns, name, index));
  const named = new Set(keys.map(({ column }) => column));
  if (named.size < keys.length) {
    throw fail('duplicate_column', 'PARTITION BY names a column more than once');
  }
  const others = columns.filter((column) => !named.has(column));
  if (others.length === 0) {
    throw fail(
      'feature_not_supported',
      'UNLOAD with PARTITION BY needs at least one column that is no partition key',
    );
  }
  return { keys, kept: partition.include ? columns : others };
}

function partitionKey(columns: readonly UnloadColumn[], name: string, index: number): PartitionKey {
  const found = columns.filter((column) => column.name === name);
  const [column] = found;
  if (!column)
    throw fail('undefined_column', `partition column "${name}" does not exist in the UNLOAD query`);
  if (found.length > 1) throw fail('ambiguous_column', `partition column "${name}" is ambiguous`);
  if (!keyTypes.has(column.type.name)) {
    throw fail(
      'feature_not_supported',
      `column "${name}" of type ${formatType(column.type)} cannot be a partition column`,
      {
        hint: 'Partition columns are SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, BOOLEAN, CHAR, VARCHAR, DATE or TIMESTAMP.',
      },
    );
  }
  return { column, folder: `p${index}`, sql: folderText(column) };
}

function folderText(column: UnloadColumn): string {
  const text = fieldText(column);
  const tooLong = runtimeErrorWith(
    'program_limit_exceeded',
    `a value of partition column "${column.name}" is too long for a folder: `,
    `left(${text}, 100)`,
  );
  return `CASE WHEN strlen(${text}) > ${folderBytesMax / 3} AND strlen(url_encode(${text})) > ${folderBytesMax} THEN ${tooLong} ELSE ${text} END`;
}
