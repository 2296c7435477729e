import { fail } from '#base/errors.ts';
import type { Reference } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { superAttribute, superGet } from '#sql/bind/expressions/super-path.ts';
import type { Place } from '#sql/bind/expressions/typed.ts';

/** A column, as qualified as written; names left over lead into a SUPER value. Throws 42703 and 42P01. */
export function bindReference(expression: Reference, place: Place): TypedSql {
  const { binder, scope, clause } = place;
  const found = scope.resolve(expression.parts, clause);
  if (found === undefined) throw unknownName(expression, place);
  const { column, rest } = found;
  if (rest.length === 0) return column;
  if (column.type.name !== 'super') throw unknownName(expression, place);
  return superGet(column, rest.map((part) => superAttribute(part, binder)).join(''), rest.at(-1)!.name);
}

function unknownName({ parts, pos }: Reference, { scope }: Place): Error {
  const names = parts.map(({ name }) => name);
  const [first] = names;
  if (names.length === 1) {
    return fail('undefined_column', `column "${first}" does not exist${inRelations(scope)}`, {
      position: pos,
    });
  }
  if (scope.hasRelation(names.at(-2)!) || scope.hasRelation(first!)) {
    return fail('undefined_column', `column ${names.join('.')} does not exist`, { position: pos });
  }
  const table = names.slice(0, -1).join('.');
  return fail('undefined_table', `missing FROM-clause entry for table "${table}"`, { position: pos });
}

/** Redshift names the relations that it looked in: ` in t, u`. */
function inRelations(scope: Place['scope']): string {
  const named = scope as { relationNames?: () => string[] };
  const names = named.relationNames?.() ?? [];
  return names.length === 0 ? '' : ` in ${names.join(', ')}`;
}
