import { quoteIdentifier, quoteLiteral } from '#sql/quote.ts';
import type { EngineConnection, EngineValue } from '#warehouse/engine/engine-connection.ts';

/**
 * How a field of a catalog table is stored and what it is in memory: `oid` a BIGINT that is a number here,
 * `time` a TIMESTAMP in µs since 1970, `texts` and `integers` lists. A `?` allows NULL, which is undefined here.
 */
type Kind = 'oid' | 'bigint' | 'integer' | 'text' | 'boolean' | 'time' | 'texts' | 'integers';
export type FieldKind = Kind | `${Kind}?`;

interface KindValues {
  oid: number;
  bigint: bigint;
  integer: number;
  text: string;
  boolean: boolean;
  time: bigint;
  texts: string[];
  integers: number[];
}
type FieldValue<K extends FieldKind> = K extends `${infer B extends Kind}?`
  ? KindValues[B] | undefined
  : K extends Kind
    ? KindValues[K]
    : never;

/** One table of `warehouse.catalog`: its fields in order, and its key. */
export interface EngineTable<F extends Record<string, FieldKind> = Record<string, FieldKind>> {
  name: string;
  fields: F;
  /** Empty for tables that are written only together with the row they belong to. */
  primaryKey: readonly string[];
}
export type RecordOf<T> = T extends EngineTable<infer F> ? { [K in keyof F]: FieldValue<F[K]> } : never;

const engineTypes: Record<Kind, string> = {
  oid: 'BIGINT',
  bigint: 'BIGINT',
  integer: 'INTEGER',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  time: 'TIMESTAMP',
  texts: 'VARCHAR[]',
  integers: 'INTEGER[]',
};

/** Declares a table, keeping the types of its fields. */
export function engineTable<const F extends Record<string, FieldKind>>(
  name: string,
  fields: F,
  primaryKey: (keyof F & string)[] = [],
): EngineTable<F> {
  return { name, fields, primaryKey };
}

export function createTableSql(table: EngineTable): string {
  const fields = Object.entries(table.fields).map(
    ([name, kind]) => `${quoteIdentifier(name)} ${fieldType(kind)}`,
  );
  if (table.primaryKey.length > 0)
    fields.push(`PRIMARY KEY (${table.primaryKey.map(quoteIdentifier).join(', ')})`);
  return `CREATE TABLE IF NOT EXISTS ${qualified(table)} (${fields.join(', ')})`;
}

/** One INSERT for all records; none for none. */
export function insertSql<F extends Record<string, FieldKind>>(
  table: EngineTable<F>,
  records: RecordOf<EngineTable<F>>[],
): string[] {
  if (records.length === 0) return [];
  const rows = records.map((record) => {
    const values = Object.entries(table.fields).map(([name, kind]) => literal(record[name], kind));
    return `(${values.join(', ')})`;
  });
  return [`INSERT INTO ${qualified(table)} VALUES ${rows.join(', ')}`];
}

/** DELETE of the records whose fields have these values. */
export function deleteSql<F extends Record<string, FieldKind>>(
  table: EngineTable<F>,
  match: Partial<RecordOf<EngineTable<F>>>,
): string {
  const tests = Object.entries(match).map(
    ([name, value]) => `${quoteIdentifier(name)} = ${literal(value, table.fields[name] as FieldKind)}`,
  );
  return `DELETE FROM ${qualified(table)} WHERE ${tests.join(' AND ')}`;
}

export async function readRecords<F extends Record<string, FieldKind>>(
  connection: EngineConnection,
  table: EngineTable<F>,
): Promise<RecordOf<EngineTable<F>>[]> {
  const fields = Object.entries(table.fields);
  const list = fields.map(([name, kind]) => selectField(name, kind)).join(', ');
  const rows = await connection.rows(`SELECT ${list} FROM ${qualified(table)}`);
  return rows.map(
    (row) =>
      Object.fromEntries(
        fields.map(([name, kind], index) => [name, fieldValue(row[index] ?? null, kind)]),
      ) as RecordOf<EngineTable<F>>,
  );
}

function qualified(table: { name: string }): string {
  return `warehouse.catalog.${table.name}`;
}

function base(kind: FieldKind): Kind {
  return kind.replace('?', '') as Kind;
}

function fieldType(kind: FieldKind): string {
  return `${engineTypes[base(kind)]}${kind.endsWith('?') ? '' : ' NOT NULL'}`;
}

/** Lists travel as JSON text, so that reading depends on nothing of the engine's list values. */
function selectField(name: string, kind: FieldKind): string {
  if (base(kind) === 'time') return `epoch_us(${quoteIdentifier(name)})`;
  if (base(kind) === 'texts' || base(kind) === 'integers')
    return `CAST(to_json(${quoteIdentifier(name)}) AS VARCHAR)`;
  return quoteIdentifier(name);
}

function fieldValue(value: EngineValue, kind: FieldKind): unknown {
  if (value === null) return undefined;
  switch (base(kind)) {
    case 'oid':
      return Number(value);
    case 'bigint':
    case 'time':
      return BigInt(value as bigint);
    case 'texts':
    case 'integers':
      return JSON.parse(value as string);
    default:
      return value;
  }
}

function literal(value: unknown, kind: FieldKind): string {
  if (value === undefined) return 'NULL';
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, 'text')).join(', ')}]`;
  if (base(kind) === 'time') return `make_timestamp(${value})`;
  return typeof value === 'string' ? quoteLiteral(value) : String(value);
}
