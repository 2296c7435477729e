import avro, { type Schema, type Type } from 'avsc';
import { AvroError } from '#warehouse/copy/decode/avro/avro-cursor.ts';

export type Primitive = 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';

/** What a number or some bytes mean. */
export interface Logical {
  kind: string;
  /** Of a decimal. */
  scale: number;
}

/** A type of an Avro schema, as far as its values have to be read. */
export type AvroNode =
  | { kind: 'null' }
  | { kind: Primitive; logical?: Logical }
  | { kind: 'fixed'; size: number; logical?: Logical }
  | { kind: 'enum'; symbols: string[] }
  | { kind: 'array' | 'map'; items: AvroNode }
  | { kind: 'union'; branches: AvroNode[] }
  | { kind: 'record'; fields: { name: string; type: AvroNode }[] };

const LOGICAL_KINDS = [
  'decimal',
  'date',
  'time-millis',
  'time-micros',
  'timestamp-millis',
  'timestamp-micros',
  'local-timestamp-millis',
  'local-timestamp-micros',
];

/** Keeps what a logical type was declared with; the values are read by us. */
class DeclaredType extends avro.types.LogicalType {
  readonly declared: Logical;

  constructor(schema: Schema, options?: never) {
    super(schema, options);
    const { logicalType, scale } = schema as { logicalType: string; scale?: unknown };
    this.declared = { kind: logicalType, scale: typeof scale === 'number' && scale >= 0 ? scale : 0 };
  }

  override _fromValue(value: unknown): unknown {
    return value;
  }

  override _toValue(value: unknown): unknown {
    return value;
  }
}

/** The nodes of a schema's JSON text; names and references are resolved by avsc. Throws AvroError. */
export function readAvroSchema(text: string): AvroNode {
  try {
    const logicalTypes = Object.fromEntries(LOGICAL_KINDS.map((kind) => [kind, DeclaredType]));
    const options = { logicalTypes, wrapUnions: true } as Parameters<typeof avro.Type.forSchema>[1];
    return nodeOf(avro.Type.forSchema(JSON.parse(text) as Schema, options), new Map());
  } catch (error) {
    if (error instanceof AvroError) throw error;
    throw new AvroError(`its schema cannot be read: ${(error as Error).message}`);
  }
}

/** A record's node is there before its fields, which may refer to it. */
function nodeOf(type: Type, known: Map<Type, AvroNode>): AvroNode {
  const found = known.get(type);
  if (found) return found;
  if (type instanceof DeclaredType) return logicalNode(nodeOf(type.underlyingType, known), type.declared);
  if (type instanceof avro.types.RecordType) {
    const node: AvroNode = { kind: 'record', fields: [] };
    known.set(type, node);
    for (const field of type.fields) node.fields.push({ name: field.name, type: nodeOf(field.type, known) });
    return node;
  }
  if (type instanceof avro.types.ArrayType) return { kind: 'array', items: nodeOf(type.itemsType, known) };
  if (type instanceof avro.types.MapType) return { kind: 'map', items: nodeOf(type.valuesType, known) };
  if (type instanceof avro.types.EnumType) return { kind: 'enum', symbols: type.symbols };
  if (type instanceof avro.types.FixedType) return { kind: 'fixed', size: type.size };
  if (type instanceof avro.types.WrappedUnionType)
    return { kind: 'union', branches: type.types.map((branch) => nodeOf(branch, known)) };
  return { kind: type.typeName as Primitive | 'null' };
}

/** A logical type over a type that cannot carry it means nothing. */
function logicalNode(node: AvroNode, logical: Logical): AvroNode {
  const carriers = logical.kind === 'decimal' ? ['bytes', 'fixed'] : ['int', 'long'];
  if (!carriers.includes(node.kind)) return node;
  return { ...node, logical } as AvroNode;
}
