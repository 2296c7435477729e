import type { MessageWriter } from '#postgres-wire/protocol/message-writer.ts';
import type { OutputColumn } from '#sql/plan.ts';
import { type SqlType, typeModifier, typeOid, typeWidth } from '#sql/types.ts';

const nullableFlag = 1;
const autoIncrementFlag = 1 << 4;
const readOnlyFlag = 1 << 8;
const searchableFlag = 1 << 12;

/**
 * RowDescription. From server protocol 1 on, each field is followed by its origin (schema, table, column,
 * database) and flags, as redshift_connector `handle_ROW_DESCRIPTION` and the JDBC driver read them.
 */
export function writeRowDescription(
  writer: MessageWriter,
  columns: OutputColumn[],
  formats: number[],
  protocol: number,
): void {
  writer.begin('T').int16(columns.length);
  columns.forEach((column, index) => {
    writeField(writer, column, formats[index] ?? 0);
    if (protocol >= 1) writeExtendedField(writer, column);
  });
  writer.end();
}

function writeField(writer: MessageWriter, column: OutputColumn, format: number): void {
  writer
    .text(column.name)
    .int32(column.origin?.relation.oid ?? 0)
    .int16(column.origin?.attributeNumber ?? 0)
    .int32(typeOid(column.type))
    .int16(typeWidth(column.type))
    .int32(typeModifier(column.type))
    .int16(format);
}

function writeExtendedField(writer: MessageWriter, column: OutputColumn): void {
  const origin = column.origin;
  writer
    .text(origin?.relation.schema ?? '')
    .text(origin?.relation.name ?? '')
    .text(origin?.column ?? '')
    .text(origin?.relation.database ?? '');
  let flags = searchableFlag;
  if (!origin?.notNull) flags |= nullableFlag;
  if (isIdentity(column)) flags |= autoIncrementFlag;
  if (origin === undefined) flags |= readOnlyFlag;
  writer.int16(flags);
}

function isIdentity(column: OutputColumn): boolean {
  const origin = column.origin;
  const stored = origin?.relation.columns.find((candidate) => candidate.name === origin.column);
  return stored?.identity !== undefined;
}

export function writeParameterDescription(writer: MessageWriter, types: SqlType[]): void {
  writer.begin('t').int16(types.length);
  for (const type of types) writer.int32(typeOid(type));
  writer.end();
}

export function writeCommandComplete(writer: MessageWriter, tag: string): void {
  writer.begin('C').text(tag).end();
}

const bareMessages = {
  'parse complete': '1',
  'bind complete': '2',
  'close complete': '3',
  'no data': 'n',
  'portal suspended': 's',
  'empty query': 'I',
} as const;

/** Messages that consist of their type alone. */
export function writeBare(writer: MessageWriter, kind: keyof typeof bareMessages): void {
  writer.begin(bareMessages[kind]).end();
}
