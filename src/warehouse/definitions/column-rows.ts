import { fail, notSupported } from '#base/errors.ts';
import type { ColumnDefinition } from '#sql/ast.ts';
import { resolveTypeName } from '#sql/bind/expressions/type-name.ts';
import { quoteIdentifier } from '#sql/quote.ts';
import { formatType, type SqlType, type SqlTypeName } from '#sql/types.ts';
import type { ColumnRow } from '#warehouse/catalog-interface.ts';
import { boundDefault } from '#warehouse/definitions/default-expression.ts';
import { checkedEncoding } from '#warehouse/definitions/encodings.ts';
import { cutName } from '#warehouse/definitions/names.ts';
import type { StatementContext } from '#warehouse/statements/statement-context.ts';

/** More than this PostgreSQL cannot number, and Redshift keeps the limit. */
export const maxColumns = 1600;

const columnTypes: SqlTypeName[] = [
  'bool',
  'int2',
  'int4',
  'int8',
  'float4',
  'float8',
  'numeric',
  'char',
  'varchar',
  'date',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'intervaly2m',
  'intervald2s',
  'super',
  'varbyte',
];

/** Types of the catalog alone cannot be stored: 0A000 with the column's name. */
export function requireStorable(type: SqlType, table: string, column: string, position?: number): void {
  if (columnTypes.includes(type.name)) return;
  throw fail(
    'feature_not_supported',
    `Column "${table}.${column}" has unsupported type "${formatType(type)}".`,
    {
      ...(position === undefined ? {} : { position }),
    },
  );
}

/** A column without key and encoding, which depend on the whole table. */
export function plainColumn(number: number, name: string, type: SqlType, notNull = false): ColumnRow {
  return {
    number,
    name: cutName(name),
    type,
    notNull,
    defaultText: undefined,
    identity: undefined,
    encoding: '',
    distKey: false,
    sortKeyPosition: 0,
    collation: undefined,
  };
}

/** The column that a definition of CREATE TABLE or ADD COLUMN describes; its encoding is '' unless written. */
export function definedColumn(
  context: StatementContext,
  definition: ColumnDefinition,
  table: { name: string; engineName: string; temporary: boolean },
  number: number,
): ColumnRow {
  const name = cutName(definition.name.name);
  const type = resolveTypeName(definition.type);
  requireStorable(type, table.name, name, definition.type.pos);
  if (definition.default && definition.identity) {
    throw fail(
      'syntax_error',
      `both default and identity specified for column "${name}" of table "${table.name}"`,
      {
        position: definition.pos,
      },
    );
  }
  if (definition.default) boundDefault(context, definition.default.expression, { name, type });
  return {
    ...plainColumn(number, name, type),
    notNull:
      definition.notNull === true || definition.primaryKey === true || definition.identity !== undefined,
    defaultText: definition.default?.text,
    identity: definition.identity && identityOf(definition, type, table, number),
    encoding: definition.encode === undefined ? '' : checkedEncoding(definition.encode, type, name),
    collation:
      definition.collate === undefined ? undefined : checkedCollation(definition.collate, type, name),
  };
}

/** Throws 42701 for a name that stands twice, 54000 beyond 1600 columns. */
export function checkColumnNames(columns: ColumnRow[]): void {
  if (columns.length > maxColumns) {
    throw fail('program_limit_exceeded', `tables can have at most ${maxColumns} columns`);
  }
  const names = new Set<string>();
  const folded = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) throw fail('duplicate_column', `column "${name}" duplicated`);
    // The engine's own names ignore case, whatever the session's setting says.
    if (folded.has(name.toLowerCase()))
      throw notSupported('A table with column names that differ only in case');
    names.add(name);
    folded.add(name.toLowerCase());
  }
}

function identityOf(
  definition: ColumnDefinition,
  type: SqlType,
  table: { engineName: string; temporary: boolean },
  number: number,
): NonNullable<ColumnRow['identity']> {
  const { seed, step, byDefault } = definition.identity ?? { seed: 1n, step: 1n, byDefault: false };
  const position = definition.pos;
  if (type.name !== 'int4' && type.name !== 'int8') {
    throw fail('invalid_table_definition', 'identity column type must be INT or BIGINT', { position });
  }
  if (step === 0n) throw fail('invalid_parameter_value', 'identity step must not be zero', { position });
  const schema = table.temporary ? 'temp.main' : 'warehouse.tables';
  return {
    seed,
    step,
    byDefault,
    sequence: `${schema}.${quoteIdentifier(`${table.engineName}_${number}_identity`)}`,
  };
}

function checkedCollation(written: string, type: SqlType, column: string): string {
  const collation = written.toLowerCase();
  if (collation !== 'case_sensitive' && collation !== 'case_insensitive') {
    throw fail('undefined_object', `collation "${written}" does not exist`);
  }
  if (type.name !== 'char' && type.name !== 'varchar' && type.name !== 'super') {
    throw fail('datatype_mismatch', `collations are not supported by type of column "${column}"`);
  }
  return collation;
}
