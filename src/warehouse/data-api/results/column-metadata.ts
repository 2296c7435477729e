import type { OutputColumn } from '#sql/plan.ts';
import { type SqlType, typeFacts } from '#sql/types.ts';
import type { ColumnMetadata } from '#warehouse/data-api/statement-record.ts';

/** Precision and scale of types whose values have one form, as the JDBC driver tells them. */
const fixed: Partial<Record<SqlType['name'], { precision: number; scale: number }>> = {
  bool: { precision: 1, scale: 0 },
  int2: { precision: 5, scale: 0 },
  int4: { precision: 10, scale: 0 },
  int8: { precision: 19, scale: 0 },
  oid: { precision: 10, scale: 0 },
  float4: { precision: 8, scale: 8 },
  float8: { precision: 17, scale: 17 },
  date: { precision: 13, scale: 0 },
  time: { precision: 15, scale: 6 },
  timetz: { precision: 21, scale: 6 },
  timestamp: { precision: 29, scale: 6 },
  timestamptz: { precision: 35, scale: 6 },
};

const signed = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric']);
const caseSensitive = new Set(['char', 'varchar', 'text', 'name', '"char"', 'super', 'unknown']);
/** Longest text of a type without a length of its own. */
const textLength = 2147483647;

/** A result column, in the Data API's words. */
export function columnMetadata({ name, type, origin }: OutputColumn): ColumnMetadata {
  return {
    ...typeMetadata(type),
    label: name,
    name: origin?.column ?? name,
    nullable: origin === undefined ? 2 : origin.notNull ? 0 : 1,
    schemaName: origin?.relation.schema ?? '',
    tableName: origin?.relation.name ?? '',
    length: 0,
  };
}

/** What follows from a type alone. */
export function typeMetadata(
  type: SqlType,
): Pick<ColumnMetadata, 'isCaseSensitive' | 'isCurrency' | 'isSigned' | 'precision' | 'scale' | 'typeName'> {
  return {
    isCaseSensitive: caseSensitive.has(type.name),
    isCurrency: false,
    isSigned: signed.has(type.name),
    ...sizeOf(type),
    typeName: typeName(type),
  };
}

function sizeOf(type: SqlType): { precision: number; scale: number } {
  switch (type.name) {
    case 'numeric':
      return { precision: type.precision, scale: type.scale };
    case 'char':
    case 'varchar':
    case 'varbyte':
      return { precision: type.length, scale: 0 };
    default:
      return fixed[type.name] ?? { precision: textLength, scale: 0 };
  }
}

/** As pg_type names it. */
function typeName(type: SqlType): string {
  switch (type.name) {
    case 'array':
      return `_${typeName(type.element)}`;
    case 'char':
      return 'bpchar';
    case '"char"':
      return 'char';
    case 'unknown':
      return 'varchar';
    default:
      return type.name in typeFacts ? type.name : 'varchar';
  }
}
