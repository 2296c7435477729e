import { fail, type RedshiftError } from '#base/errors.ts';
import type { QualifiedName } from '#sql/ast.ts';

const maxNameBytes = 127;

/** Table and column names beyond 127 bytes are cut, at a character's end. */
export function cutName(name: string): string {
  if (Buffer.byteLength(name) <= maxNameBytes) return name;
  let cut = name;
  while (Buffer.byteLength(cut) > maxNameBytes) cut = [...cut].slice(0, -1).join('');
  return cut;
}

/** As errors show a name: with its schema where one was written. */
export function writtenName(name: QualifiedName): string {
  return [name.database, name.schema, name.name].filter((part) => part !== undefined).join('.');
}

export function undefinedSchema(name: string, position?: number): RedshiftError {
  return fail('invalid_schema_name', `schema "${name}" does not exist`, at(position));
}

export function undefinedUser(name: string): RedshiftError {
  return fail('undefined_object', `user "${name}" does not exist`);
}

export function undefinedColumn(column: string, table: string, position?: number): RedshiftError {
  return fail('undefined_column', `column "${column}" of relation "${table}" does not exist`, at(position));
}

function at(position: number | undefined): { position?: number } {
  return position === undefined ? {} : { position };
}
