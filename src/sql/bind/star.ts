import { fail } from '#base/errors.ts';
import type { NamePart, Star } from '#sql/ast.ts';
import type { TypedSql } from '#sql/bind/binder-interface.ts';
import { columnValue, isNamedBy, type RelationScope, type ScopeColumn } from '#sql/bind/scope.ts';

/**
 * The columns that `*` or `t.*` stands for: hidden ones left out, those of EXCLUDE too.
 * Throws 42P01 for an unknown qualifier, 42703 for an EXCLUDE name that is no column.
 */
export function expandStar(star: Star, scope: RelationScope): TypedSql[] {
  const columns = starColumns(star, scope).filter((column) => !column.hidden);
  if (star.exclude === undefined) return columns.map(labelled);
  checkExcluded(star.exclude, columns);
  const excluded = new Set(star.exclude.map((part) => part.name));
  return columns.filter((column) => !excluded.has(column.name)).map(labelled);
}

function starColumns(star: Star, scope: RelationScope): ScopeColumn[] {
  const qualifier = star.qualifier;
  if (qualifier.length > 0) return qualifiedColumns(qualifier, scope);
  if (scope.relations.length > 0) return scope.columns;
  throw fail('syntax_error', 'SELECT * with no tables specified is not valid', { position: star.pos });
}

function qualifiedColumns(qualifier: NamePart[], scope: RelationScope): ScopeColumn[] {
  const relation = scope.relations.find((candidate) => isNamedBy(candidate, qualifier, qualifier.length));
  if (relation !== undefined) return relation.columns;
  const name = qualifier.map((part) => part.name).join('.');
  throw fail('undefined_table', `missing FROM-clause entry for table "${name}"`, {
    position: qualifier[0]!.pos,
  });
}

function checkExcluded(excluded: NamePart[], columns: ScopeColumn[]): void {
  for (const part of excluded) {
    if (columns.some((column) => column.name === part.name)) continue;
    throw fail('undefined_column', `column "${part.name}" does not exist`, { position: part.pos });
  }
}

function labelled(column: ScopeColumn): TypedSql {
  return columnValue(column);
}
