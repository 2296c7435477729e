import { fail } from '#base/errors.ts';
import type { NamePart } from '#sql/ast.ts';
import type { Clause, ResolvedName } from '#sql/bind/binder-interface.ts';
import { RelationScope, resolvedColumn, type ScopeColumn } from '#sql/bind/scope.ts';
import type { SelectItems } from '#sql/bind/select-items.ts';

/** Aliases of aliases can grow without bound: each use puts the whole text in its place. */
const aliasTextMax = 4_000_000;

/** A column of this query that a nested query reads. */
export interface InnerUse {
  column: ScopeColumn;
  position: number;
}

/**
 * Names visible in a SELECT. A column of FROM comes first, then one of the enclosing queries, then an alias
 * of the select list ("lateral alias reference"); in GROUP BY an alias comes before the enclosing queries.
 */
export class SelectScope extends RelationScope {
  items: SelectItems | undefined;
  /** DuckDB text of the windows of the WINDOW clause. */
  windows = new Map<string, string>();
  innerUses: InnerUse[] = [];

  override resolve(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    const found = this.find(parts);
    if (found !== undefined) return resolvedColumn(found);
    return this.resolveElsewhere(parts, clause);
  }

  override resolveForInner(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    const found = this.find(parts);
    if (found === undefined) return this.resolveElsewhere(parts, clause);
    this.innerUses.push({ column: found.column, position: parts[0]!.pos });
    return resolvedColumn(found);
  }

  private resolveElsewhere(parts: NamePart[], clause: Clause): ResolvedName | undefined {
    if (clause === 'group by') return this.alias(parts) ?? this.resolveOutside(parts, clause);
    return this.resolveOutside(parts, clause) ?? this.alias(parts);
  }

  private alias(parts: NamePart[]): ResolvedName | undefined {
    const value = this.items?.byAlias(parts[0]!.name)?.value;
    if (value === undefined || (parts.length > 1 && value.type.name !== 'super')) return undefined;
    if (value.sql.length > aliasTextMax) {
      const message = `the expression behind alias "${parts[0]!.name}" is too complex`;
      throw fail('statement_too_complex', message, { position: parts[0]!.pos });
    }
    return { column: { ...value, label: parts[0]!.name }, rest: parts.slice(1) };
  }

  override namedWindow(name: string): string | undefined {
    return this.windows.get(name) ?? this.parent?.namedWindow(name);
  }
}
