import { fail, type RedshiftError } from '#base/errors.ts';
import type { ColumnDefinition, NamePart, TableAttributes } from '#sql/ast.ts';
import type { ColumnRow, RelationRow } from '#warehouse/catalog-interface.ts';
import { automaticEncoding } from '#warehouse/definitions/encodings.ts';
import { undefinedColumn } from '#warehouse/definitions/names.ts';

const maxCompoundKeys = 400;
const maxInterleavedKeys = 8;

/** The physical choices of a table, kept in the catalog and shown; the engine places rows as it likes. */
export type TableLayout = Pick<
  RelationRow,
  'distStyle' | 'sortKeyStyle' | 'encodeAuto' | 'backup' | 'columns'
>;

/** Puts the distribution and sort keys of attributes and column definitions on the columns. */
export function layOut(
  table: { name: string; temporary: boolean },
  columns: ColumnRow[],
  attributes: TableAttributes,
  definitions: ColumnDefinition[] = [],
): TableLayout {
  const distKey = distributionKey(attributes, definitions);
  const sortKey = sortKeyOf(attributes, definitions);
  const keyed = withSortKey(table.name, withDistKey(table.name, columns, distKey), sortKey);
  return {
    distStyle: distributionStyle(attributes, distKey),
    sortKeyStyle: sortKey.style,
    encodeAuto: attributes.encodeAuto === true || columns.every((column) => column.encoding === ''),
    backup: attributes.backup ?? true,
    columns: withEncodings(keyed, table.temporary),
  };
}

/** Gives a column that names no encoding the one Redshift would choose. */
export function withEncodings(columns: ColumnRow[], temporary: boolean): ColumnRow[] {
  return columns.map((column) =>
    column.encoding === ''
      ? {
          ...column,
          encoding: automaticEncoding(column.type, { sortKey: column.sortKeyPosition !== 0, temporary }),
        }
      : column,
  );
}

export function withDistKey(table: string, columns: ColumnRow[], key: NamePart | undefined): ColumnRow[] {
  if (key !== undefined) requireKeyColumn(table, columns, key, 'distribution');
  return columns.map((column) => ({ ...column, distKey: column.name === key?.name }));
}

export interface SortKey {
  style: RelationRow['sortKeyStyle'];
  columns: NamePart[];
}

/** Interleaved keys are told from compound ones by positions of alternating sign (PG_TABLE_DEF). */
export function withSortKey(table: string, columns: ColumnRow[], key: SortKey): ColumnRow[] {
  checkKeyCount(key);
  const positions = new Map<string, number>();
  for (const [index, part] of key.columns.entries()) {
    requireKeyColumn(table, columns, part, 'sort');
    if (positions.has(part.name)) {
      throw fail('duplicate_column', `column "${part.name}" appears twice in sort key`, {
        position: part.pos,
      });
    }
    positions.set(part.name, key.style === 'interleaved' && index % 2 === 1 ? -(index + 1) : index + 1);
  }
  return columns.map((column) => ({ ...column, sortKeyPosition: positions.get(column.name) ?? 0 }));
}

function checkKeyCount(key: SortKey): void {
  const most = key.style === 'interleaved' ? maxInterleavedKeys : maxCompoundKeys;
  if (key.columns.length <= most) return;
  throw fail('program_limit_exceeded', `Number of ${key.style} sort key columns cannot exceed ${most}`);
}

function requireKeyColumn(
  table: string,
  columns: ColumnRow[],
  key: NamePart,
  kind: 'distribution' | 'sort',
): void {
  const column = columns.find((candidate) => candidate.name === key.name);
  if (!column) throw undefinedColumn(key.name, table, key.pos);
  if (['super', 'varbyte'].includes(column.type.name)) {
    throw fail(
      'invalid_table_definition',
      `${column.type.name.toUpperCase()} column "${column.name}" cannot be used as a ${kind} key`,
      { position: key.pos },
    );
  }
}

function distributionKey(attributes: TableAttributes, definitions: ColumnDefinition[]): NamePart | undefined {
  const marked = definitions.filter((definition) => definition.distKey).map((definition) => definition.name);
  const [first, second] = attributes.distKey ? [...marked, attributes.distKey] : marked;
  if (second) throw twice('distribution keys', second);
  return first;
}

function distributionStyle(
  { distStyle }: TableAttributes,
  distKey: NamePart | undefined,
): TableLayout['distStyle'] {
  if (distStyle === 'key' && !distKey) {
    throw fail('invalid_table_definition', 'DISTKEY column must be specified for DISTSTYLE KEY');
  }
  if (distKey && (distStyle === 'all' || distStyle === 'even')) {
    throw fail(
      'invalid_table_definition',
      `DISTKEY cannot be specified with DISTSTYLE ${distStyle.toUpperCase()}`,
      {
        position: distKey.pos,
      },
    );
  }
  return distStyle ?? (distKey ? 'key' : 'auto');
}

function sortKeyOf({ sortKey }: TableAttributes, definitions: ColumnDefinition[]): SortKey {
  const marked = definitions.filter((definition) => definition.sortKey).map((definition) => definition.name);
  const [first, second] = marked;
  if (second) throw twice('sort keys', second);
  if (sortKey && first) throw twice('sort keys', first);
  if (first) return { style: 'compound', columns: marked };
  if (!sortKey || sortKey.style === 'auto') return { style: 'auto', columns: [] };
  return sortKey;
}

function twice(what: string, { pos }: NamePart): RedshiftError {
  return fail('invalid_table_definition', `multiple ${what} specified for the table`, { position: pos });
}
